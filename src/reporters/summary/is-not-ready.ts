import type { HostResult } from '../../core/result.ts';

/** Whether a look at the host, before anything was done on it, found what keeps it out of the run. */
export function isNotReady({ preflight, findings }: Pick<HostResult, 'preflight' | 'findings'>): boolean {
  return (preflight?.problems.length ?? 0) > 0 || findings.some(({ severity }) => severity === 'stops');
}
