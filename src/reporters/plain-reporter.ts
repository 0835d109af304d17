import type { Reporter } from '../core/reporter.ts';
import { runTally } from '../core/run-tally.ts';
import { paintWith } from './paint.ts';
import { contextOf, type PlainContext } from './plain/plain-context.ts';
import { plainLines } from './plain/plain-lines.ts';
import { progressGate } from './plain/progress-gate.ts';
import { preflightRemarks } from './summary/preflight-remarks.ts';
import type { SummaryPlace } from './summary/summary-place.ts';
import { summary } from './summary.ts';

export interface PlainOptions {
  readonly write: (text: string) => void;
  readonly colours?: boolean;
  /** Shows what would change or has changed in text. */
  readonly diff?: boolean;
  /** Shows what commands print, line by line as it comes. Default: false. */
  readonly follow?: boolean;
  /** Where the summary at the end goes. Default: where all else goes. */
  readonly summaryTo?: SummaryPlace;
  /** Whether tasks that had nothing to do get a line, too. Default: when the run has at most 8 hosts. */
  readonly everyTask?: boolean;
}

/** Writes what happens as lines of text, for logs and terminals that cannot be drawn on, and the summary at the end. */
export function plainReporter(options: PlainOptions): Reporter {
  const { write, colours = false, diff = false, follow = false, everyTask } = options;
  const { summaryTo = { write, colours } } = options;
  const tally = runTally();
  let context: PlainContext = {
    paint: paintWith(colours),
    check: false,
    hostWidth: 0,
    everyTask: everyTask ?? true,
    inPreflight: false,
    diff: diff ? { colours } : undefined,
    follow,
    isWorthALine: progressGate(),
  };
  return {
    on: (event) => {
      tally.on(event);
      if (event.is === 'run-started') context = contextOf(event, context, everyTask);
      const inPreflight = context.inPreflight
        ? event.is !== 'preflight-finished'
        : event.is === 'preflight-started';
      context = { ...context, inPreflight };
      const remarks =
        event.is === 'preflight-finished' ? preflightRemarks(tally.result(), context.paint) : [];
      const lines = [...plainLines(event, context), ...remarks];
      if (lines.length > 0) write(`${lines.join('\n')}\n`);
      if (event.is === 'run-finished') {
        write('\n');
        summaryTo.write(summary(tally.result(), summaryTo));
      }
    },
  };
}
