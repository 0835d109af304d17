import type { Reporter } from '../../../core/reporter.ts';
import { plainReporter } from '../../../reporters/plain-reporter.ts';
import { terminalOf } from '../../terminal-of.ts';
import { progressLine } from './progress-line.ts';

/** What is said on the way while hosts are asked: how many have answered or, with -v, what happens on each. */
export function progressOf(verbose: number): Reporter {
  const { stderr } = process;
  if (verbose === 0) return progressLine(stderr);
  const { colours } = terminalOf(stderr);
  const write = (text: string) => void stderr.write(text);
  const lines = plainReporter({ write, colours, everyTask: true, follow: verbose > 1 });
  return { on: (event) => (event.is === 'run-finished' ? undefined : lines.on(event)) };
}
