import type { RunResult } from './result.ts';

/** The exit code of a run: 0 all well, 1 a host failed, 3 a host was not reached, 130 cancelled. Failed comes first. */
export function exitCodeOf(result: RunResult): 0 | 1 | 3 | 130 {
  const outcomes = new Set(result.hosts.map((host) => host.outcome));
  if (outcomes.has('cancelled')) return 130;
  if (outcomes.has('failed') || result.reporterErrors.length > 0) return 1;
  return outcomes.has('unreachable') ? 3 : 0;
}
