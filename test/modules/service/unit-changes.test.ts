import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../src/core/command.ts';
import { LostError } from '../../../src/core/errors.ts';
import { pauseBeforeStart, restartDue } from '../../../src/modules/service/restart-due.ts';
import type { ServiceState } from '../../../src/modules/service/service-state.ts';
import { service } from '../../../src/modules/service.ts';

const { spec } = service;

const running: ServiceState = {
  running: true,
  since: 1000,
  readSince: 1000,
  vague: 0,
  now: 2000,
  manager: { is: 'unit', load: 'loaded', file: 'enabled', active: 'active', needsDaemonReload: false },
  files: [],
  settings: [],
  isDone: false,
};

function unit(facts: Readonly<Record<string, unknown>>, more: Partial<ServiceState> = {}): ServiceState {
  const { manager } = running;
  return { ...running, ...more, manager: { ...manager, ...facts } };
}

function planned(current: ServiceState, given: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const params = spec.params.parse({ name: 'web', ...given });
  return spec.plan(current, { ...params, asked: { isDone: false } }).map((change) => change.is);
}

const systemd = (more: object) => ({ manager: { is: 'systemd', ...more } });
const changed = { files: [{ path: '/etc/web', at: 1500, vague: 0 }] };
const unread = { settings: [{ path: '/etc/web.conf', at: 1500, vague: 0 }] };

/** What is to be done once the host was lost while it carried out what it was asked for. */
async function leftAfterLoss(state: string, seen: Partial<ServiceState>): Promise<readonly string[]> {
  const controller = { directory: '/', host: { name: 'here', groups: [], vars: {} } };
  const wish = await spec.desired(spec.params.parse({ name: 'web', state }), controller);
  const [change] = spec.plan(running, wish);
  const step = change && spec.apply(change, wish, running);
  const run = () => Promise.reject(new LostError('gone'));
  const lost: Conversation = {
    ask: run,
    run,
    note: () => {},
    progress: () => {},
    signal: new AbortController().signal,
  };
  await expect(step?.is === 'dialogue' && step.converse(lost)).rejects.toThrow('gone');
  return spec.plan(spec.inspect(wish).read([{ ...running, ...seen }]), wish).map(({ is }) => is);
}

describe('a restart or reload, asked for in every run, after which the host is lost', () => {
  it.each<readonly [string, Partial<ServiceState>, readonly string[]]>([
    ['restarted', { since: 2000.5 }, []],
    ['restarted', { since: 2000, vague: 1 }, []],
    ['restarted', {}, ['restart']],
    ['restarted', { since: undefined }, ['restart']],
    ['restarted', { running: false }, ['start']],
    ['reloaded', { readSince: 2001 }, []],
    ['reloaded', {}, ['reload']],
  ])('%s, with %j, still needs %j', async (state, seen, left) => {
    expect(await leftAfterLoss(state, seen)).toEqual(left);
  });
});

describe('the plan for a unit', () => {
  it.each([
    ['one that runs', running, {}, []],
    ['one that is down', unit({ active: 'inactive' }, { running: false }), {}, ['start']],
    ['one that fails again and again', unit({ active: 'activating' }, { running: false }), {}, ['start']],
    ['one that runs and should not', running, { state: 'stopped' }, ['stop']],
    ['one that has failed and should not run', unit({ active: 'failed' }), { state: 'stopped' }, []],
    ['one that should not run, and is not there', unit({ load: 'not-found' }), { state: 'stopped' }, []],
    [
      'one that something before may bring',
      unit({ load: 'coming', file: '' }, { running: false }),
      {},
      ['start'],
    ],
    ['a changed file', unit({}, changed), {}, ['restart']],
    ['a changed file to be read', unit({}, changed), systemd({ reload: true }), ['reload']],
    ['a changed setting', unit({}, unread), {}, ['reload']],
    ['a changed setting that was read', unit({}, { ...unread, readSince: 1600 }), {}, []],
    ['a changed file and a changed setting', unit({}, { ...changed, ...unread }), {}, ['restart']],
    ['a changed file of one that is down', unit({}, { ...changed, running: false }), {}, ['start']],
    ['one to be restarted', running, { state: 'restarted' }, ['restart']],
    ['one that was restarted, as asked', unit({}, { isDone: true }), { state: 'restarted' }, []],
    ['one to be restarted that is down', unit({}, { running: false }), { state: 'restarted' }, ['start']],
    ['one to be reloaded', running, { state: 'reloaded' }, ['reload']],
    ['one that was reloaded, as asked', unit({}, { isDone: true }), { state: 'reloaded' }, []],
    ['one to be reloaded, with a changed file', unit({}, changed), { state: 'reloaded' }, ['restart']],
    ['a changed unit file', unit({ needsDaemonReload: true }), {}, ['daemon-reload']],
    ['a changed unit file and a changed file', unit({ needsDaemonReload: true }, changed), {}, ['restart']],
    ['one that is enabled', running, systemd({ enabled: true }), []],
    ['one that is enabled and should not be', running, systemd({ enabled: false }), ['disable']],
    ['one that is disabled', unit({ file: 'disabled' }), systemd({ enabled: true }), ['enable']],
    [
      'one that is enabled until reboot',
      unit({ file: 'enabled-runtime' }),
      systemd({ enabled: true }),
      ['enable'],
    ],
    ['a static one that should not be enabled', unit({ file: 'static' }), systemd({ enabled: false }), []],
  ])('for %s', (_, current, given, changes) => {
    expect(planned(current, given)).toEqual(changes);
  });

  it.each([
    ['no systemd', unit({ is: 'no-systemd' }), {}, 'This host is not run by systemd'],
    ['no such unit', unit({ load: 'not-found' }), {}, 'There is no unit web.service'],
    ['a masked unit', unit({ load: 'masked' }), {}, 'web.service cannot be started: it is masked'],
    [
      'a static unit',
      unit({ file: 'static' }),
      systemd({ enabled: true }),
      'web.service cannot be enabled: it is static',
    ],
    [
      'a clock that was set back',
      unit({}, { files: [{ path: '/f', at: 9000, vague: 0 }] }),
      {},
      'in the future',
    ],
    ['a start that is not known', unit({}, { ...changed, since: undefined }), {}, 'does not tell when'],
  ])('refuses %s', (_, current, given, message) => {
    expect(() => planned(current, given)).toThrow(message);
  });

  it('needs the name of a unit', () => {
    expect(() => spec.params.parse({ name: '-x' })).toThrow('is not the name of a unit');
  });
});

describe('a restart is owed', () => {
  const since = (start: number, at: number, vague = 0) =>
    restartDue({ ...running, since: start, files: [{ path: '/f', at, vague }] });

  it.each([
    ['for a file that was changed after the start', 1000, 1000.1, 0, '/f'],
    ['for a file of the very moment', 1000, 1000, 0, '/f'],
    ['for a file of the same second, where only seconds are known', 1000.9, 1000, 1, '/f'],
    ['for no file from before', 1000, 999.9, 0, undefined],
    ['in a check, for a file that would be changed', 1000, Number.POSITIVE_INFINITY, 0, '/f'],
  ])('%s', (_, start, at, vague, path) => {
    expect(since(start, at, vague)).toBe(path);
  });

  it('for no file that is not there', () => {
    expect(restartDue({ ...running, files: [{ path: '/f', at: undefined, vague: 0 }] })).toBeUndefined();
  });
});

describe('before a start', () => {
  const pause = (at: number, vague: number, late: number) =>
    pauseBeforeStart({ ...running, now: 2000, vague, files: [{ path: '/f', at, vague: late }] });

  it.each([
    ['nothing is waited for where times are exact', 1999.9, 0, 0, 0],
    ['a just changed file is let grow older than the clock is vague', 1999.9, 0.5, 0, 0.4],
    ['whole seconds take longer', 1999, 1.5, 1, 1.5],
    ['no wait is long', 2900, 0, 0, 5],
    ['a check waits for nothing', Number.POSITIVE_INFINITY, 1.5, 1, 0],
  ])('%s', (_, at, vague, late, seconds) => {
    expect(pause(at, vague, late)).toBeCloseTo(seconds, 1);
  });
});
