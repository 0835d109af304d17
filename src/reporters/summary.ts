import type { RunResult } from '../core/result.ts';
import { type Paint, paintWith } from './paint.ts';
import { printable } from './printable.ts';
import { closingSentence } from './summary/closing-sentence.ts';
import { failureLines } from './summary/failure-lines.ts';
import { preflightLines } from './summary/preflight-lines.ts';
import { endsThere } from './summary/preflight-remarks.ts';
import { recapLines } from './summary/recap-lines.ts';
import { reportLines } from './summary/report-lines.ts';

export interface SummaryOptions {
  readonly colours?: boolean;
}

/** The end of a run for people: a line a host, what failed and why, what was reported, and one closing sentence. */
export function summary(result: RunResult, { colours = false }: SummaryOptions = {}): string {
  const paint = paintWith(colours);
  const body = endsThere(result) ? [tableOf(result, paint)] : whatWasDone(result, paint);
  const parts = [
    ...body,
    result.reporterErrors.map(({ message }) => paint.bad(`A reporter failed: ${printable(message)}`)),
    [paint.strong(closingSentence(result))],
  ];
  return parts
    .filter((part) => part.length > 0)
    .map((part) => `${part.join('\n')}\n`)
    .join('\n');
}

function whatWasDone({ hosts, check, preflight }: RunResult, paint: Paint): readonly (readonly string[])[] {
  return [
    hosts.length === 0 ? [] : recapLines({ hosts, check, paint }),
    failureLines({ hosts, paint }),
    preflight === undefined ? preflightLines(hosts, { paint, verdicts: ['warning'] }) : [],
    reportLines(hosts, paint),
  ];
}

/** Who is ready is said when that was the question. */
function tableOf({ hosts, preflight }: RunResult, paint: Paint): readonly string[] {
  if (preflight?.mode === 'only') return preflightLines(hosts, { paint });
  return preflightLines(hosts, { paint, verdicts: ['not reached', 'not ready', 'warning'] });
}
