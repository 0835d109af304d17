import { RefusedError } from '../../core/errors.ts';
import type { ServiceParams } from './params.ts';
import { reloadDue, restartDue } from './restart-due.ts';
import type { ServiceChange } from './service-change.ts';
import type { ServiceState } from './service-state.ts';

/** What has to be done about what runs or does not, and knows no reload. */
export function processChanges(
  current: ServiceState,
  { name, state }: Pick<ServiceParams, 'name' | 'state'>,
): readonly ServiceChange[] {
  if (current.manager.is === 'unreadable') {
    throw new RefusedError(`The pid file of ${name} may not be read`, { hint: 'Set become to true.' });
  }
  if (state === 'stopped') return current.running ? [{ is: 'stop' }] : [];
  if (!current.running) return [{ is: 'start' }];
  const because = restartDue(current) ?? reloadDue(current);
  const isDue = because !== undefined || (state !== 'started' && !current.isDone);
  return isDue ? [{ is: 'restart', because }] : [];
}
