import type { Reporter } from '../../core/reporter.ts';
import { htmlReporter } from '../../reporters/html-reporter.ts';
import { jsonlReporter } from '../../reporters/jsonl-reporter.ts';
import { plainReporter } from '../../reporters/plain-reporter.ts';
import { reporterFor } from '../../reporters/reporter-for.ts';
import { progressLine } from '../commands/exec/progress-line.ts';
import { terminalOf } from '../terminal-of.ts';

export interface ReporterFlags {
  /** A plan is itself what its command prints; a run prints how it ended, and on the way what happens. */
  readonly prints: 'summary' | 'plan';
  readonly diff: boolean;
  readonly follow: boolean;
  readonly step: boolean;
  readonly report?: string;
  readonly json: boolean;
}

/** Who tells of a run: results on standard output, progress on standard error. */
export function reportersFor(flags: ReporterFlags): readonly Reporter[] {
  const { report } = flags;
  return [...tellersOf(flags), ...(report === undefined ? [] : [htmlReporter({ path: report })])];
}

function tellersOf({ prints, json, diff, follow, step }: ReporterFlags): readonly Reporter[] {
  const { stdout, stderr } = process;
  const write = (text: string) => void stdout.write(text);
  if (json) return [jsonlReporter({ write, follow })];
  const { colours, isLive } = terminalOf(stdout);
  const progress = terminalOf(stderr);
  if (prints === 'plan' && !(isLive && progress.isLive)) {
    return [plainReporter({ write, colours, diff }), progressLine(stderr)];
  }
  // A screen that is drawn again and again would draw over the questions of --step.
  const isTTY = progress.isLive && !step;
  const summaryTo = { write, colours };
  return [reporterFor({ stream: stderr, isTTY, colours: progress.colours, diff, follow, summaryTo })];
}
