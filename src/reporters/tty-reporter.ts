import type { RunEvent } from '../core/event.ts';
import type { Reporter } from '../core/reporter.ts';
import { runTally } from '../core/run-tally.ts';
import { paintWith } from './paint.ts';
import { contextOf, type PlainContext } from './plain/plain-context.ts';
import { plainLines } from './plain/plain-lines.ts';
import { preflightRemarks } from './summary/preflight-remarks.ts';
import type { SummaryPlace } from './summary/summary-place.ts';
import { summary } from './summary.ts';
import { frameLines } from './tty/frame-lines.ts';
import { type PlayList, playList } from './tty/play-list.ts';
import type { PlayView } from './tty/play-view.ts';
import { RunView } from './tty/run-view.ts';
import { screenOn, type Terminal } from './tty/screen.ts';

export interface TtyOptions {
  readonly stream: Terminal;
  /** Default: true. */
  readonly colours?: boolean;
  /** Shows, above the rows, what would change or has changed in text. */
  readonly diff?: boolean;
  /** Shows, above the rows, all that commands print; a row has the last line in any case. Default: false. */
  readonly follow?: boolean;
  /** Where the summary at the end goes. Default: to the terminal. */
  readonly summaryTo?: SummaryPlace;
  /** How often the screen is drawn. Default: 100. */
  readonly everyMs?: number;
  readonly now?: () => number;
}

/**
 * Draws the run on a terminal: plays, groups and tasks as rows that are never more than fit, and the summary at the
 * end. Events only change what is drawn next; when drawing fails, it falls silent and the run goes on.
 */
export function ttyReporter(options: TtyOptions): Reporter {
  const { stream, colours = true, diff = false, follow = false, everyMs = 100, now = Date.now } = options;
  const { summaryTo = { write: (text) => void stream.write(text), colours } } = options;
  const paint = paintWith(colours);
  const tally = runTally();
  const view = new RunView();
  const screen = screenOn(stream);
  const quietly = silencer();
  let above: readonly string[] = [];
  let list: PlayList | undefined;
  let finished = false;
  let context = plainContext({ colours, diff, follow });

  const draw = (plays: readonly PlayView[], last: boolean) => {
    if (stream.writableNeedDrain === true && !last) return;
    const kept = above;
    above = [];
    screen.draw(frameLines(view, plays, { ...screen.size(), nowMs: now(), paint, last }), kept);
  };
  const on = (event: RunEvent) => {
    tally.on(event);
    view.on(event, now());
    if (event.is === 'run-started') {
      context = contextOf(event, context, false);
      list ??= playList(view.plays, everyMs, (plays, last) => quietly(() => draw(plays, last)));
    }
    if (event.is === 'preflight-finished') above = [...above, ...preflightRemarks(tally.result(), paint)];
    if (event.is === 'play-finished') list?.settle(event.play);
    if (event.is === 'run-finished') finished = true;
    if (staysOnScreen(event, { diff, follow })) above = [...above, ...plainLines(event, context)];
  };
  return {
    on: (event) => quietly(() => on(event)),
    end: async () => {
      await list?.end().catch(quietly.fail);
      if (!finished) return;
      const closing = summary(tally.result(), summaryTo);
      quietly(() => {
        stream.write('\n');
        summaryTo.write(closing);
      });
    },
  };
}

function plainContext({ colours, diff, follow }: Wishes & { readonly colours: boolean }): PlainContext {
  return {
    paint: paintWith(colours),
    check: false,
    hostWidth: 0,
    everyTask: false,
    inPreflight: false,
    diff: diff ? { colours } : undefined,
    follow,
    isWorthALine: () => false,
  };
}

type Wishes = Required<Pick<TtyOptions, 'diff' | 'follow'>>;

/** What a row cannot hold and should not be lost. */
function staysOnScreen(event: RunEvent, { diff, follow }: Wishes): boolean {
  if (event.is === 'task-output') return follow;
  if (event.is === 'task-note' || event.is === 'transaction-rolled-back') return true;
  if (event.is !== 'task-finished' || event.outcome.is !== 'changed') return false;
  return diff && event.outcome.changes.some((change) => change.diff !== undefined);
}

interface Silencer {
  (act: () => void): void;
  readonly fail: () => void;
}

/** Runs what it is given until something throws; from then on, nothing. */
function silencer(): Silencer {
  let broken = false;
  const fail = () => {
    broken = true;
  };
  const quietly = (act: () => void) => {
    if (broken) return;
    try {
      act();
    } catch {
      fail();
    }
  };
  return Object.assign(quietly, { fail });
}
