import type { RunResult } from '../core/result.ts';
import { paintWith } from './paint.ts';
import { printable } from './printable.ts';
import { closingSentence } from './summary/closing-sentence.ts';
import { failureLines } from './summary/failure-lines.ts';
import { recapLines } from './summary/recap-lines.ts';
import { reportLines } from './summary/report-lines.ts';

export interface SummaryOptions {
  readonly colours?: boolean;
}

/** The end of a run for people: a line a host, what failed and why, what was reported, and one closing sentence. */
export function summary(result: RunResult, { colours = false }: SummaryOptions = {}): string {
  const paint = paintWith(colours);
  const { hosts, check } = result;
  const parts = [
    hosts.length === 0 ? [] : recapLines({ hosts, check, paint }),
    failureLines({ hosts, paint }),
    reportLines(hosts, paint),
    result.reporterErrors.map(({ message }) => paint.bad(`A reporter failed: ${printable(message)}`)),
    [paint.strong(closingSentence(result))],
  ];
  return parts
    .filter((part) => part.length > 0)
    .map((part) => `${part.join('\n')}\n`)
    .join('\n');
}
