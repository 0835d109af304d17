import { describe, expect, it } from 'vitest';
import type { InitFacts, ServiceState } from '../../../src/modules/service/service-state.ts';
import { service } from '../../../src/modules/service.ts';
import { runHere } from '../../support/local-host.ts';
import { shells } from '../../support/shells.ts';

const { spec } = service;

const running: ServiceState = {
  running: true,
  since: 1000,
  readSince: 1000,
  vague: 0,
  now: 2000,
  manager: { is: 'sysv', script: 'there', boot: 'on', status: 0 },
  files: [],
  settings: [],
  isDone: false,
};
const down = { running: false };
const changed = [{ path: '/etc/web', at: 1500, vague: 0 }];

function init(facts: Partial<InitFacts>, more: Partial<ServiceState> = {}): ServiceState {
  return { ...running, ...more, manager: { is: 'sysv', script: 'there', boot: 'on', status: 0, ...facts } };
}

function planned(current: ServiceState, given: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const params = spec.params.parse({ name: 'web', ...given });
  return spec.plan(current, { ...params, asked: { isDone: false } }).map((change) => change.is);
}

const enabled = (value: boolean, is = 'init') => ({ manager: { is, enabled: value } });

describe('the plan for a service of an init script', () => {
  it.each([
    ['one that runs', running, {}, []],
    ['one that is down', init({ status: 3 }, down), {}, ['start']],
    ['one of OpenRC that has crashed', init({ is: 'openrc', status: 32 }, down), {}, ['start']],
    ['one that runs and should not', running, { state: 'stopped' }, ['stop']],
    ['one to be restarted', running, { state: 'restarted' }, ['restart']],
    ['one to be reloaded', running, { state: 'reloaded' }, ['reload']],
    ['a changed file', init({}, { files: changed }), {}, ['restart']],
    ['a changed setting', init({}, { settings: changed }), {}, ['restart']],
    ['one that starts at boot', running, enabled(true), []],
    ['one that does not start at boot', init({ boot: 'off' }), enabled(true), ['enable']],
    ['one that was never enabled', init({ boot: 'never' }), enabled(true, 'sysv'), ['enable']],
    ['one that should not start at boot', running, enabled(false), ['disable']],
    ['one that was never enabled and should not be', init({ boot: 'never' }), enabled(false), []],
    ['one that is not there', init({ script: 'absent' }, down), { state: 'stopped' }, []],
    ['one that something before may bring', init({ script: 'coming' }, down), {}, ['start']],
  ])('with %s', (_, current, given, changes) => {
    expect(planned(current, given)).toEqual(changes);
  });

  it.each([
    ['one that is not there', init({ script: 'absent' }), {}, 'There is no init script /etc/init.d/web'],
    [
      'a script that tells nothing',
      init({ status: 4 }, down),
      {},
      '/etc/init.d/web does not tell whether it runs: its status is 4',
    ],
    [
      'a host without any',
      init({ is: 'no-init', script: 'absent' }),
      {},
      'web: who runs the services of this host is not known: looked for systemd, OpenRC and init scripts',
    ],
    [
      'a host without the one that is named',
      init({ is: 'no-init', script: 'absent' }),
      enabled(true, 'openrc'),
      'looked for openrc',
    ],
    [
      'a changed file of one whose start is not known',
      init({}, { files: changed, since: undefined }),
      {},
      'The host does not tell when the service was started',
    ],
  ])('refuses %s', (_, current, given, message) => {
    expect(() => planned(current, given)).toThrow(message);
  });
});

it.each(shells)('a service that is not there is seen not to run, in %s', async (shell) => {
  const gone = service('a', { name: 'no-such', state: 'stopped', manager: { is: 'sysv' } });
  const { outcomes } = await runHere([gone], { shell, check: true });
  expect(outcomes).toEqual({ a: 'ok' });
});
