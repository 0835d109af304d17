import { failedAtWork } from '../../core/failed-at-work.ts';
import type { RunResult } from '../../core/result.ts';
import type { Paint } from '../paint.ts';
import { preflightLines } from './preflight-lines.ts';

/** What is to be said of a preflight after which the run goes on; when it ends there, the summary says all. */
export function preflightRemarks({ preflight, hosts }: RunResult, paint: Paint): readonly string[] {
  if (preflight === undefined || endsThere({ preflight, hosts })) return [];
  const looked = hosts.filter((host) => !failedAtWork(host, preflight));
  return preflightLines(looked, { paint, verdicts: ['not reached', 'not ready', 'warning'] });
}

/** Whether nothing came after the look at all hosts, and nothing was done before it. */
export function endsThere({ preflight, hosts }: Pick<RunResult, 'preflight' | 'hosts'>): boolean {
  if (preflight === undefined) return false;
  if (preflight.mode === 'only') return true;
  const wasWork = hosts.some((host) => host.changed > 0 || failedAtWork(host, preflight));
  return preflight.verdict === 'stop' && !wasWork;
}
