import { RefusedError } from '../../core/errors.ts';
import type { ServiceParams, SystemdParams } from './params.ts';
import { reloadDue, restartDue } from './restart-due.ts';
import type { ServiceChange } from './service-change.ts';
import type { ServiceState, UnitFacts } from './service-state.ts';
import { unitName } from './unit-name.ts';

const enabledStates = ['enabled', 'alias'];
const enabling = ['disabled', 'enabled-runtime', 'linked', 'linked-runtime', 'indirect', ''];
const disabling = ['enabled', 'enabled-runtime', 'linked', 'linked-runtime'];

/** What has to be done about a unit, in order: enabled first, so that a start that fails is tried again at boot. */
export function unitChanges(
  current: ServiceState,
  facts: UnitFacts,
  { name, state }: Pick<ServiceParams, 'name' | 'state'>,
  manager: SystemdParams,
): readonly ServiceChange[] {
  const unit = unitName(name);
  if (facts.is === 'no-systemd') {
    throw new RefusedError('This host is not run by systemd', {
      hint: "Leave out manager, and whoever runs the host is asked; or give manager: { is: 'pidfile', … }.",
    });
  }
  if (facts.load === 'not-found') return absent(unit, state, manager);
  const bootChanges = bootChange(unit, facts, manager);
  const runChanges = state === 'stopped' ? stopChange(facts) : startChange(current, unit, state, manager);
  const changes = [...bootChanges, ...runChanges];
  return facts.needsDaemonReload && runChanges.length === 0 ? [{ is: 'daemon-reload' }, ...changes] : changes;
}

function absent(
  unit: string,
  state: ServiceParams['state'],
  { enabled = false }: SystemdParams,
): readonly ServiceChange[] {
  if (state === 'stopped' && !enabled) return [];
  throw new RefusedError(`There is no unit ${unit}`, {
    hint: 'Install what brings it, or put its file into /etc/systemd/system first.',
  });
}

function bootChange(unit: string, { file }: UnitFacts, { enabled }: SystemdParams): readonly ServiceChange[] {
  if (enabled === undefined) return [];
  if (!enabled) return disabling.includes(file) ? [{ is: 'disable' }] : [];
  if (enabledStates.includes(file)) return [];
  if (enabling.includes(file)) return [{ is: 'enable' }];
  throw new RefusedError(`${unit} cannot be enabled: it is ${file}`, {
    hint: file.startsWith('masked')
      ? `If it should run at all: systemctl unmask ${unit}`
      : 'Its file has no [Install] section. Leave out enabled, or enable what pulls it in.',
  });
}

function startChange(
  current: ServiceState,
  unit: string,
  state: ServiceParams['state'],
  { reload }: SystemdParams,
): readonly ServiceChange[] {
  if (current.manager.is === 'unit' && current.manager.load === 'masked') {
    throw new RefusedError(`${unit} cannot be started: it is masked`, {
      hint: `If it should run at all: systemctl unmask ${unit}`,
    });
  }
  if (!current.running) return [{ is: 'start' }];
  const because = restartDue(current);
  if (state === 'restarted' && !current.isDone) return [{ is: 'restart', because }];
  if (because !== undefined) return [{ is: reload ? 'reload' : 'restart', because }];
  const unread = reloadDue(current);
  if (state === 'reloaded' && !current.isDone) return [{ is: 'reload', because: unread }];
  return unread === undefined ? [] : [{ is: 'reload', because: unread }];
}

function stopChange({ active }: UnitFacts): readonly ServiceChange[] {
  return active === 'inactive' || active === 'failed' ? [] : [{ is: 'stop' }];
}
