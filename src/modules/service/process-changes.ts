import { RefusedError } from '../../core/errors.ts';
import type { ServiceParams } from './params.ts';
import { reloadDue, restartDue } from './restart-due.ts';
import type { ServiceChange } from './service-change.ts';
import type { ServiceState } from './service-state.ts';

/** What has to be done about what runs or does not, where nobody tells when it was reloaded. */
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
  if (because !== undefined) return [{ is: 'restart', because }];
  if (state === 'started' || current.isDone) return [];
  const isByScript = current.manager.is === 'openrc' || current.manager.is === 'sysv';
  return [{ is: state === 'reloaded' && isByScript ? 'reload' : 'restart', because }];
}
