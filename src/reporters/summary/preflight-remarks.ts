import type { RunResult } from '../../core/result.ts';
import type { Paint } from '../paint.ts';
import { preflightLines } from './preflight-lines.ts';

/** What is to be said of a preflight after which the run goes on; when it ends there, the summary says all. */
export function preflightRemarks({ preflight, hosts }: RunResult, paint: Paint): readonly string[] {
  if (preflight === undefined || endsThere({ preflight })) return [];
  return preflightLines(hosts, { paint, verdicts: ['not reached', 'not ready', 'warning'] });
}

/** Whether nothing came after the preflight. */
export function endsThere({ preflight }: Pick<RunResult, 'preflight'>): boolean {
  return preflight !== undefined && (preflight.mode === 'only' || preflight.verdict === 'stop');
}
