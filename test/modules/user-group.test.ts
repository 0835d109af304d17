import { describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import type { GroupState } from '../../src/modules/user-group/group-state.ts';
import { userGroup } from '../../src/modules/user-group.ts';
import { runHere } from '../support/local-host.ts';
import { noPrivateAccounts, privateAccounts } from './user/private-accounts.ts';

const { spec } = userGroup;
const there: GroupState = {
  entry: { gid: 1500, members: ['ada'] },
  tools: { are: 'shadow', isRoot: true },
};

function words(given: object, current: GroupState = there): readonly string[] {
  const desired = spec.params.parse({ name: 'herd', ...given });
  return spec.plan(current, desired).map((change) => spec.describe(change, desired, current).summary);
}

describe('the plan for a group', () => {
  it.each([
    ['one that is there', {}, []],
    ['its number', { gid: 1500 }, []],
    ['another number', { gid: 1501 }, ['gid 1500 → 1501']],
    ['no group', { state: 'absent' }, ['group herd removed']],
    ['a system group, which it is not', { system: true }, []],
  ])('for %s', (_, given, changes) => {
    expect(words(given)).toEqual(changes);
  });

  it('makes one that is not there, and takes none away', () => {
    expect(words({}, { ...there, entry: undefined })).toEqual(['group herd created']);
    expect(words({ state: 'absent' }, { ...there, entry: undefined })).toEqual([]);
  });

  const busybox = { are: 'busybox', isRoot: true } as const;
  it.each([
    ['without root', { are: 'shadow', isRoot: false }, { gid: 1 }, 'Only root can change the group herd'],
    ['without tools', { are: 'none', isRoot: true }, { gid: 1 }, 'there is neither useradd nor adduser'],
    ['with busybox', busybox, { gid: 1 }, 'The number of the group herd cannot be changed with busybox'],
  ] as const)('is refused %s', (_, tools, given, says) => {
    expect(() => words(given, { ...there, tools })).toThrow(says);
  });

  it('gives no number of another with busybox', () => {
    expect(() => words({ gid: 1, nonUnique: true }, { entry: undefined, tools: busybox })).toThrow(
      'The group herd cannot have the number of another with busybox',
    );
  });
});

it.each([
  [{ name: 'a b' }, 'name: is not the name of a user or group'],
  [{ gid: -1 }, 'gid: '],
  [{ nonUnique: true }, 'nonUnique: needs a gid'],
])('%j is refused', (given, says) => {
  expect(() => userGroup('g', { name: 'herd', ...given })).toThrow(says);
});

const reason = noPrivateAccounts();

describe.skipIf(reason !== undefined)(`among accounts of its own ${reason ?? ''}`, () => {
  it('a group has the number of another where it may, and is back when a transaction fails', async () => {
    await using accounts = await privateAccounts();
    const { shell, line } = accounts;
    const other = userGroup('other', { name: 'others', gid: 4800 });
    await runHere([userGroup('g', { name: 'herd', gid: 4711 }), other], { shell });
    const before = await line('group', 'herd');
    const alone = userGroup('g', { name: 'herd', gid: 4800 });
    expect((await runHere([alone], { shell })).outcomes['g']).toMatch(/^failed/);
    const shared = userGroup('shared', { name: 'herd', gid: 4800, nonUnique: true });
    const gone = userGroup('gone', { name: 'herd', state: 'absent' });
    const made = userGroup('made', { name: 'flock', gid: 4800, nonUnique: true });
    const fails = assert('fails', { that: false, message: 'no' });
    const { outcomes } = await runHere([transaction('t', [shared, gone, made, fails])], { shell });
    expect(outcomes).toMatchObject({ shared: 'changed', gone: 'changed', made: 'changed' });
    expect([await line('group', 'herd'), await line('group', 'flock')]).toEqual([before, undefined]);
    expect((await runHere([shared], { shell })).outcomes).toEqual({ shared: 'changed' });
    expect(await line('group', 'herd')).toMatch(/^herd:[^:]*:4800:/);
    expect((await runHere([shared], { shell })).outcomes).toEqual({ shared: 'ok' });
  });
});
