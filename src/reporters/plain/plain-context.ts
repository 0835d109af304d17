import type { RunEvent } from '../../core/event.ts';
import type { DiffOptions } from '../diff-lines.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import { textWidth } from '../text-width.ts';

/** What the lines of a run depend on beside the event itself. */
export interface PlainContext {
  readonly paint: Paint;
  readonly check: boolean;
  /** Width of the column of host names; 0 when the run has one host and its name would say nothing. */
  readonly hostWidth: number;
  /** Whether tasks that had nothing to do get a line, too. */
  readonly everyTask: boolean;
  /** The hosts are looked at before the first play: their table comes at the end of that. */
  readonly inPreflight: boolean;
  readonly diff: DiffOptions | undefined;
  /** Whether lines that commands print are told. */
  readonly follow: boolean;
  readonly isWorthALine: (event: Extract<RunEvent, { readonly is: 'task-progress' }>) => boolean;
}

/** The context once the run is known. */
export function contextOf(
  started: Extract<RunEvent, { readonly is: 'run-started' }>,
  before: PlainContext,
  everyTask: boolean | undefined,
): PlainContext {
  const hosts = [...new Set(started.plays.flatMap((play) => play.hosts))];
  const widest = hosts.reduce((most, host) => Math.max(most, textWidth(printable(host))), 0);
  return {
    ...before,
    check: started.check,
    hostWidth: hosts.length === 1 ? 0 : Math.min(widest, widestColumn),
    everyTask: everyTask ?? hosts.length <= manyHosts,
  };
}

const widestColumn = 24;
const manyHosts = 8;
