import { viewOf } from '../core/error-view.ts';
import type { ErrorCode } from '../core/errors.ts';
import type { PlannedTask } from './run-plan.ts';

const ofTheTask: readonly (ErrorCode | 'internal')[] = ['command', 'refused', 'not-converged', 'timeout'];

/**
 * Whether that a task failed is only told: where the playbook says so, and the task itself failed. Never ignored are
 * what the playbook got wrong, a host that was not reached or was lost, a run that is ended, and bugs.
 */
export function mayIgnore(failure: unknown, { ignoresErrors }: PlannedTask, signal: AbortSignal): boolean {
  return ignoresErrors && !signal.aborted && ofTheTask.includes(viewOf(failure).code);
}
