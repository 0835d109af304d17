import { RefusedError } from '../../core/errors.ts';
import type { InitParams, ServiceParams } from './params.ts';
import { processChanges } from './process-changes.ts';
import type { ServiceChange } from './service-change.ts';
import type { InitFacts, ServiceState } from './service-state.ts';

/** What has to be done about a service of an init script: enabled first, so that a start that fails is tried again at boot. */
export function initChanges(
  current: ServiceState,
  { is, script, boot, status }: InitFacts,
  { name, state }: Pick<ServiceParams, 'name' | 'state'>,
  { enabled, is: asked }: InitParams,
): readonly ServiceChange[] {
  if (is === 'no-init' && script !== 'coming') {
    const looked = asked === 'init' ? 'systemd, OpenRC and init scripts' : asked;
    throw new RefusedError(`${name}: who runs the services of this host is not known: looked for ${looked}`, {
      hint: "Give service manager: { is: 'pidfile', … }.",
    });
  }
  if (script === 'absent') {
    if (state === 'stopped' && enabled !== true) return [];
    throw new RefusedError(`There is no init script /etc/init.d/${name}`, {
      hint: 'Install what brings it, or put it there by a task before; it must be executable.',
    });
  }
  if (is === 'sysv' && status >= 4) {
    throw new RefusedError(`/etc/init.d/${name} does not tell whether it runs: its status is ${status}`, {
      hint: "Give service manager: { is: 'pidfile', … }.",
    });
  }
  return [...bootChange(boot, enabled), ...processChanges(current, { name, state })];
}

function bootChange(boot: InitFacts['boot'], enabled: boolean | undefined): readonly ServiceChange[] {
  if (enabled === true && boot !== 'on') return [{ is: 'enable' }];
  return enabled === false && boot === 'on' ? [{ is: 'disable' }] : [];
}
