import type { RunResult } from './result.ts';

/**
 * The exit code of a run: 0 all well, 1 a host failed, 3 a host was not reached or the preflight ended the run,
 * 130 cancelled. Failed comes first.
 */
export function exitCodeOf(result: RunResult): 0 | 1 | 3 | 130 {
  if (result.preflight?.verdict === 'stop') return result.reporterErrors.length > 0 ? 1 : 3;
  const outcomes = new Set(result.hosts.map((host) => host.outcome));
  if (outcomes.has('cancelled')) return 130;
  if (outcomes.has('failed') || result.reporterErrors.length > 0) return 1;
  return outcomes.has('unreachable') ? 3 : 0;
}
