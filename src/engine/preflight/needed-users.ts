import type { Scope } from '../../core/scope.ts';
import { type HostPlan, type PlannedTask, tasksOf } from '../run-plan.ts';

/**
 * Who a host's tasks run as; undefined stands for the login. A user is left out when it is not known beforehand that a
 * task runs as that user at all. Never empty.
 */
export function neededUsers(plans: readonly HostPlan[], check: boolean): readonly (string | undefined)[] {
  const certain = plans.flatMap(({ host, nodes }) => {
    const scope: Scope = { host, check, state: notYet, changed: notYet, failed: notYet };
    return tasksOf(nodes).filter((planned) => surelyRuns(planned, scope));
  });
  const users = new Set(certain.map(({ user }) => user));
  return users.size === 0 ? [undefined] : [...users];
}

function surelyRuns({ when }: PlannedTask, scope: Scope): boolean {
  try {
    return when.every(({ holds }) => holds(scope));
  } catch {
    // It depends on what is seen on the way.
    return false;
  }
}

function notYet(): never {
  throw new Error('No task has run yet');
}
