import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { file } from '../../src/modules/file.ts';
import type { UserState } from '../../src/modules/user/user-state.ts';
import { user } from '../../src/modules/user.ts';
import { userGroup } from '../../src/modules/user-group.ts';
import { runHere } from '../support/local-host.ts';
import { noPrivateAccounts, privateAccounts } from './user/private-accounts.ts';

const { spec } = user;
const there: UserState = {
  entry: {
    uid: 990,
    gid: 990,
    group: 'web',
    comment: '',
    home: '/srv',
    shell: '/bin/sh',
    groups: ['ssl', 'log'],
  },
  hasOwnGroup: true,
  homeIsThere: true,
  tools: { are: 'shadow', isRoot: true },
};

function words(given: Readonly<Record<string, unknown>>, current: UserState = there): readonly string[] {
  const desired = spec.params.parse({ name: 'web', ...given });
  return spec.plan(current, desired).map((change) => spec.describe(change, desired, current).summary);
}

describe('the plan for a user', () => {
  it.each([
    ['nothing more than a name', {}, []],
    ['what it has', { uid: 990, group: 'web', home: '/srv', groups: ['ssl'] }, []],
    [
      'another shell and name',
      { shell: '/bin/no', comment: 'W' },
      ['shell /bin/sh → /bin/no, comment none → W'],
    ],
    ['a group more', { groups: ['ssl', 'adm'] }, ['joins adm']],
    ['exactly other groups', { groups: ['adm', 'log'], exactGroups: true }, ['joins adm; leaves ssl']],
    ['no groups', { exactGroups: true }, ['leaves ssl, log']],
    ['its absence', { state: 'absent' }, ['user web removed']],
  ])('that should have %s', (_, given, changes) => {
    expect(words(given)).toEqual(changes);
  });

  it('creates one that is not there', () => {
    expect(words({}, { ...there, entry: undefined })).toEqual(['user web created']);
  });

  it.each([
    [
      'without root',
      { ...there, tools: { are: 'shadow', isRoot: false } },
      'Only root can change the user web',
    ],
    [
      'without tools',
      { ...there, tools: { are: 'none', isRoot: true } },
      'there is neither useradd nor adduser',
    ],
    [
      'a shell with busybox',
      { ...there, tools: { are: 'busybox', isRoot: true } },
      'shell of the user web cannot be',
    ],
  ] as const)('refuses to change %s', (_, current, message) => {
    expect(() => words({ shell: '/bin/no' }, current)).toThrow(message);
  });

  it('asks for no root where nothing is to change', () => {
    expect(words({}, { ...there, tools: { are: 'none', isRoot: false } })).toEqual([]);
  });

  it('needs a home that an entry can hold', () => {
    expect(() => spec.params.parse({ name: 'web', home: '/a:b' })).toThrow('no colon');
  });
});

const reason = noPrivateAccounts();

describe.skipIf(reason !== undefined)(
  `with accounts of its own${reason ? ` (skipped: ${reason})` : ''}`,
  () => {
    it('a user and its group are made, kept, changed and removed', async () => {
      await using accounts = await privateAccounts();
      const { shell, line, directory } = accounts;
      const home = join(directory, 'home');
      const tasks = (more: object = {}) => [
        userGroup('group', { name: 'herd', gid: 4711 }),
        userGroup('second', { name: 'flock', system: true }),
        user('user', {
          name: 'drover',
          group: 'herd',
          groups: ['flock'],
          home,
          comment: "A 'quoted' name",
          ...more,
        }),
      ];
      const check = await runHere(tasks(), { shell, check: true });
      expect(check.outcomes).toEqual({ group: 'changed', second: 'changed', user: 'changed' });
      expect(await line('passwd', 'drover')).toBeUndefined();
      expect((await runHere(tasks(), { shell })).outcomes).toEqual(check.outcomes);
      expect(await line('passwd', 'drover')).toMatch(
        new RegExp(`^drover:x:\\d+:4711:A 'quoted' name:${home}:`),
      );
      expect(await line('group', 'flock')).toMatch(/:drover$/);
      expect((await stat(home)).isDirectory()).toBe(true);
      expect((await runHere(tasks(), { shell })).outcomes).toEqual({ group: 'ok', second: 'ok', user: 'ok' });
      const other = tasks({ shell: '/bin/false', groups: ['adm'], exactGroups: true });
      expect((await runHere(other, { shell })).outcomes).toMatchObject({ user: 'changed' });
      expect(await line('passwd', 'drover')).toMatch(/:\/bin\/false$/);
      expect(await line('group', 'flock')).not.toContain('drover');
      const gone = [
        user('user', { name: 'drover', state: 'absent' }),
        userGroup('group', { name: 'herd', state: 'absent' }),
      ];
      expect((await runHere(gone, { shell })).outcomes).toEqual({ user: 'changed', group: 'changed' });
      expect((await runHere(gone, { shell })).outcomes).toEqual({ user: 'ok', group: 'ok' });
      expect((await stat(home)).isDirectory()).toBe(true);
    });

    it('all is as before when a transaction fails', async () => {
      await using accounts = await privateAccounts();
      const { shell, line, directory } = accounts;
      await runHere([user('old', { name: 'old', groups: ['adm'], createHome: false })], { shell });
      await runHere([user('kept', { name: 'kept', createHome: false })], { shell });
      const secret = '$6$salt$hash';
      setPassword(shell, 'old', secret);
      const before = await Promise.all([line('passwd', 'old'), line('passwd', 'kept'), line('group', 'adm')]);
      const home = join(directory, 'new-home');
      const run = await runHere(
        [
          transaction('t', [
            user('gone', { name: 'old', state: 'absent' }),
            user('changed', { name: 'kept', shell: '/bin/false', groups: ['adm'] }),
            userGroup('group', { name: 'herd' }),
            user('new', { name: 'drover', group: 'herd', home }),
            file('bad', { path: directory, state: 'file' }),
          ]),
        ],
        { shell },
      );
      expect(run.outcomes).toMatchObject({
        gone: 'changed',
        changed: 'changed',
        group: 'changed',
        new: 'changed',
      });
      expect(run.result.hosts[0]?.rolledBack).toMatchObject([{ name: 't', left: [] }]);
      expect(
        await Promise.all([line('passwd', 'old'), line('passwd', 'kept'), line('group', 'adm')]),
      ).toEqual(before);
      expect(await line('shadow', 'old')).toContain(`old:${secret}:`);
      expect(await line('passwd', 'drover')).toBeUndefined();
      expect(await line('group', 'herd')).toBeUndefined();
      await expect(stat(home)).rejects.toThrow('ENOENT');
    });
  },
);

/** Sets an encrypted password, as a person might have done before. */
function setPassword(shell: string, name: string, encrypted: string): void {
  execFileSync(shell, ['-c', 'chpasswd -e'], { input: `${name}:${encrypted}\n` });
}
