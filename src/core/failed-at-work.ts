import type { PreflightVerdict } from './host-check.ts';
import type { HostResult } from './result.ts';

/** Whether a host failed by a task before the gate that looked at it last: it is not that it was not ready. */
export function failedAtWork(
  { outcome, tasks }: HostResult,
  { play: gate }: Pick<PreflightVerdict, 'play'>,
): boolean {
  if (outcome !== 'failed' || gate === undefined) return false;
  return tasks.some((task) => task.outcome.is === 'failed' && task.play !== gate);
}
