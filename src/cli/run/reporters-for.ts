import type { Reporter } from '../../core/reporter.ts';
import { htmlReporter } from '../../reporters/html-reporter.ts';
import { jsonlReporter } from '../../reporters/jsonl-reporter.ts';
import { plainReporter } from '../../reporters/plain-reporter.ts';
import { ttyReporter } from '../../reporters/tty-reporter.ts';
import { progressLine } from '../commands/exec/progress-line.ts';
import { terminalOf } from '../terminal-of.ts';

export interface ReporterFlags {
  /** A plan is itself what its command prints; a run prints how it ended, and on the way what happens. */
  readonly prints: 'summary' | 'plan';
  readonly diff: boolean;
  readonly follow: boolean;
  readonly step: boolean;
  /** How often -v was given. */
  readonly verbose: number;
  readonly report?: string;
  readonly json: boolean;
}

/** Who tells of a run: results on standard output, progress on standard error. */
export function reportersFor(flags: ReporterFlags): readonly Reporter[] {
  const { report } = flags;
  return [...tellersOf(flags), ...(report === undefined ? [] : [htmlReporter({ path: report })])];
}

function tellersOf(flags: ReporterFlags): readonly Reporter[] {
  const { stdout, stderr } = process;
  const write = (text: string) => void stdout.write(text);
  const wishes = wishesOf(flags);
  if (flags.json) return [jsonlReporter({ write, follow: wishes.follow })];
  const { colours, isLive } = terminalOf(stdout);
  const progress = terminalOf(stderr);
  if (flags.prints === 'plan' && !(isLive && progress.isLive)) {
    return [plainReporter({ write, colours, ...wishes }), progressLine(stderr)];
  }
  const shown = { ...wishes, colours: progress.colours, summaryTo: { write, colours } };
  // A screen that is drawn again and again would draw over the questions of --step.
  if (progress.isLive && !flags.step && flags.verbose === 0)
    return [ttyReporter({ stream: stderr, ...shown })];
  return [plainReporter({ write: (text) => void stderr.write(text), ...shown })];
}

function wishesOf({ diff, follow, verbose }: ReporterFlags) {
  return { diff, follow: follow || verbose > 1, ...(verbose > 0 ? { everyTask: true } : {}) };
}
