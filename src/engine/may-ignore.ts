import { viewOf } from '../core/error-view.ts';
import type { HostLink } from '../session/host-link.ts';
import type { PlannedTask } from './run-plan.ts';

interface Circumstances {
  readonly link: HostLink;
  readonly signal: AbortSignal;
}

/**
 * Whether that a task failed is only told: where the playbook says so, and the task itself failed. Never ignored are
 * what the playbook got wrong, a host that was not reached or was lost, a run that is ended, and bugs.
 */
export function mayIgnore(
  failure: unknown,
  { ignoresErrors }: PlannedTask,
  { link, signal }: Circumstances,
): boolean {
  if (!ignoresErrors || signal.aborted) return false;
  const { code } = viewOf(failure);
  // It may be the time to connect again.
  if (code === 'timeout') return link.isConnected;
  return code === 'command' || code === 'refused' || code === 'not-converged';
}
