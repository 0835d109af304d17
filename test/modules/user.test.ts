import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { transaction } from '../../src/core/task.ts';
import { file } from '../../src/modules/file.ts';
import type { UserState } from '../../src/modules/user/user-state.ts';
import { user } from '../../src/modules/user.ts';
import { userGroup } from '../../src/modules/user-group.ts';
import { runHere } from '../support/local-host.ts';
import { noPrivateAccounts, privateAccounts } from './user/private-accounts.ts';

const { spec } = user;
const hash =
  '$6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9YterLp8wwnSq.qc.eoxqOmSuNp2xS0ktL3nh/';
const there: UserState = {
  entry: {
    uid: 990,
    gid: 990,
    group: 'web',
    comment: '',
    home: '/srv',
    shell: '/bin/sh',
    expires: 'never',
    groups: ['ssl', 'log'],
  },
  password: { isLocked: false, isSet: true, isWanted: false },
  hasOwnGroup: true,
  homeIsThere: true,
  hasKey: false,
  hasKeyDirectory: false,
  keyTools: { missing: [], manager: '' },
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
    [
      'its absence with its home',
      { state: 'absent', remove: true },
      ['user web removed, with its home and mail'],
    ],
    ['an end', { expires: '2030-01-31' }, ['expires never → 2030-01-31']],
    ['no end', { expires: 'never' }, []],
    ['another password', { password: hash }, ['another password, not shown']],
    ['another locked password', { password: hash, passwordLock: true }, ['another password, not shown']],
    ['a password when it is made', { password: hash, updatePassword: 'on-create' }, []],
    ['its password locked', { passwordLock: true }, ['password locked']],
    ['its password not locked', { passwordLock: false }, []],
    ['a key', { generateSshKey: true }, ['key of SSH made: .ssh/id_ed25519']],
    [
      'a key of another type',
      { generateSshKey: true, sshKeyType: 'ecdsa-sk' },
      ['key of SSH made: .ssh/id_ecdsa_sk'],
    ],
  ])('that should have %s', (_, given, changes) => {
    expect(words(given)).toEqual(changes);
  });

  it('creates one that is not there', () => {
    expect(words({}, { ...there, entry: undefined })).toEqual(['user web created']);
  });

  it.each([
    [{ passwordLock: false }, { isLocked: true, isSet: true, isWanted: false }, ['password unlocked']],
    [{ passwordLock: false }, { isLocked: true, isSet: false, isWanted: false }, []],
    [{ passwordLock: true }, { isLocked: true, isSet: true, isWanted: false }, []],
    [{ password: hash }, { isLocked: true, isSet: true, isWanted: true }, []],
  ])('of %j, with a password that %j', (given, password, changes) => {
    expect(words(given, { ...there, password })).toEqual(changes);
  });

  it('makes no second key', () => {
    expect(words({ generateSshKey: true }, { ...there, hasKey: true })).toEqual([]);
  });

  it('moves no home to where something is', () => {
    const given = { home: '/srv/web', moveHome: true };
    expect(() => words(given)).toThrow('The home of web cannot be moved to /srv/web: something is there');
    expect(words(given, { ...there, homeIsThere: false })).toEqual(['home /srv → /srv/web']);
  });

  it('makes no key where there is no ssh-keygen', () => {
    const keyTools = { missing: ['ssh-keygen'], manager: 'apt-get' };
    expect(() => words({ generateSshKey: true }, { ...there, keyTools })).toThrow(
      'A key for web cannot be made: ssh-keygen is not installed',
    );
  });

  it('says what the adduser of busybox cannot set', () => {
    const current = { ...there, entry: undefined, tools: { are: 'busybox', isRoot: true } } as const;
    expect(() => words({ expires: '2030-01-31', umask: '0077' }, current)).toThrow(
      'expires and umask of the user web cannot be set with busybox',
    );
    expect(words({ password: hash, skeleton: '/srv/skel' }, current)).toEqual(['user web created']);
  });

  it.each([
    [{ home: '/a:b' }, 'home: must hold no colon'],
    [{ password: 'secret' }, 'password: must be a hash'],
    [{ password: new Secret('secret') }, 'password: must be a hash'],
    [{ password: `${hash}\nroot:x` }, 'password: must be a hash'],
    [{ remove: true }, 'remove: has a meaning with state absent only'],
    [{ nonUnique: true }, 'nonUnique: needs a uid'],
    [{ moveHome: true }, 'moveHome: needs a home'],
    [{ sshKeyType: 'rsa' }, 'generateSshKey: must be true'],
    [{ generateSshKey: true, sshKeyFile: '.ssh/' }, 'sshKeyFile: must be the path of a file'],
    [{ expires: '31.1.2030' }, 'expires: '],
    [{ umask: '27' }, 'umask: must be octal digits'],
  ])('of %j is refused', (given, says) => {
    // The types forbid some of these, and a playbook in JavaScript does not know them.
    expect(() => user('u', { name: 'web', ...given } as Parameters<typeof user>[1])).toThrow(says);
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

  it('asks for root to see what is hidden', () => {
    const current = { ...there, tools: { are: 'shadow', isRoot: false } } as const;
    expect(() => words({ expires: 'never' }, current)).toThrow('Only root can change the user web');
    expect(words({ password: hash, updatePassword: 'on-create' }, current)).toEqual([]);
  });

  it('asks for no root where nothing is to change', () => {
    expect(words({}, { ...there, tools: { are: 'none', isRoot: false } })).toEqual([]);
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

    it('a password is set, locked and unlocked, and nobody sees it', async () => {
      await using accounts = await privateAccounts();
      const { shell, line } = accounts;
      const account = (more: object) => [user('u', { name: 'drover', createHome: false, ...more })];
      const password = new Secret(hash);
      const field = async () => (await line('shadow', 'drover'))?.split(':')[1];
      const runs = [
        await runHere(account({ password }), { shell }),
        await runHere(account({ password, passwordLock: true }), { shell }),
        await runHere(account({ password }), { shell }),
      ];
      expect(await field()).toBe(`!${hash}`);
      // As `passwd -l` of Red Hat does it.
      setPassword(shell, 'drover', `!!${hash}`);
      runs.push(await runHere(account({ passwordLock: false }), { shell }));
      expect(await field()).toBe(hash);
      const other = { password: '$6$other$hash' };
      runs.push(await runHere(account({ ...other, updatePassword: 'on-create' }), { shell }));
      expect(await field()).toBe(hash);
      runs.push(await runHere(account({ ...other, passwordLock: true }), { shell }));
      expect(await field()).toBe('!$6$other$hash');
      expect(runs.map(({ outcomes: { u } }) => u)).toEqual([
        'changed',
        'changed',
        'ok',
        'changed',
        'ok',
        'changed',
      ]);
      expect(JSON.stringify(runs.map(({ events }) => events))).not.toMatch(/qFmFH|\$6\$other/);
    });

    it('a user is gone again whose password could not be set', async () => {
      await using accounts = await privateAccounts();
      const { shell, line, directory } = accounts;
      const without = join(directory, 'without');
      await writeFile(join(directory, 'chpasswd'), '#!/bin/sh\nexit 9\n', { mode: 0o755 });
      await writeFile(without, `#!/bin/sh\nPATH=${directory}:$PATH exec ${shell} "$@"\n`, { mode: 0o755 });
      const { outcomes } = await runHere([user('u', { name: 'drover', password: hash })], { shell: without });
      expect(outcomes['u']).toMatch(/^failed/);
      expect(await line('passwd', 'drover')).toBeUndefined();
    });

    it('a key is made once, of the user and for nobody else, and taken back', async () => {
      await using accounts = await privateAccounts();
      const { shell, directory } = accounts;
      const home = join(directory, "a 'home'");
      const made = user('u', { name: 'drover', home, generateSshKey: true, sshKeyComment: 'of a drover' });
      await runHere([user('u', { name: 'drover', home })], { shell });
      const bad = file('bad', { path: directory, state: 'file' });
      await runHere([transaction('t', [made, bad])], { shell });
      await expect(stat(join(home, '.ssh'))).rejects.toThrow('ENOENT');
      expect((await runHere([made], { shell, check: true })).outcomes).toEqual({ u: 'changed' });
      expect((await runHere([made], { shell })).outcomes).toEqual({ u: 'changed' });
      expect((await runHere([made], { shell })).outcomes).toEqual({ u: 'ok' });
      const key = join(home, '.ssh/id_ed25519');
      const [directoryOf, own, open] = await Promise.all(
        [join(home, '.ssh'), key, `${key}.pub`].map((path) => stat(path)),
      );
      expect([directoryOf, own, open].map((one) => (one?.mode ?? 0) % 0o1000)).toEqual([0o700, 0o600, 0o644]);
      const { uid } = await stat(home);
      expect(uid).toBeGreaterThan(0);
      expect([directoryOf?.uid, own?.uid, open?.uid]).toEqual([uid, uid, uid]);
      expect(await readFile(`${key}.pub`, 'utf8')).toMatch(/^ssh-ed25519 \S+ of a drover\n$/);
    });

    it('a key in a place that is there already takes nothing over, and goes by no link', async () => {
      await using accounts = await privateAccounts();
      const { shell, directory } = accounts;
      const home = join(directory, 'home');
      const made = (sshKeyFile?: string) =>
        user('u', { name: 'drover', home, generateSshKey: true, sshKeyFile });
      const keys = join(directory, 'keys');
      await mkdir(keys);
      expect((await runHere([made(join(keys, 'own'))], { shell })).outcomes).toEqual({ u: 'changed' });
      expect((await stat(keys)).uid).toBe(0);
      expect((await stat(join(keys, 'own'))).uid).toBeGreaterThan(0);
      await symlink(keys, join(home, '.ssh'));
      expect((await runHere([made()], { shell })).outcomes['u']).toMatch(/^failed: .*\.ssh is a link/);
      expect(await readdir(keys)).toEqual(['own', 'own.pub']);
    });

    it('a user whose primary group has no name keeps its other groups', async () => {
      await using accounts = await privateAccounts();
      const { shell, directory } = accounts;
      await appendFile(join(directory, 'etc/passwd'), 'ghost:x:47111:47119::/nowhere:/bin/sh\n');
      const flock = userGroup('g', { name: 'flock' });
      const ghost = user('u', { name: 'ghost', groups: ['flock'], createHome: false });
      const run = async () => (await runHere([flock, ghost], { shell })).outcomes;
      expect([await run(), await run()]).toEqual([
        { g: 'changed', u: 'changed' },
        { g: 'ok', u: 'ok' },
      ]);
    });

    it('a home moves, comes back, goes with its user and is there again', async () => {
      await using accounts = await privateAccounts();
      const { shell, line, directory } = accounts;
      const home = join(directory, 'old');
      await runHere([user('u', { name: 'drover', home, expires: '2030-01-31', password: hash })], { shell });
      execFileSync(shell, ['-c', 'chage -d 20000 -M 99 -W 3 drover']);
      await writeFile(join(home, 'mine'), 'kept', { mode: 0o600 });
      const before = [await line('passwd', 'drover'), await line('shadow', 'drover')];
      const bad = file('bad', { path: directory, state: 'file' });
      const moved = user('moved', { name: 'drover', home: join(directory, 'new'), moveHome: true });
      const gone = user('gone', { name: 'drover', state: 'absent', remove: true });
      const other = user('other', { name: 'drover', password: '*', passwordLock: true, expires: 'never' });
      const { outcomes } = await runHere([transaction('t', [other, moved, gone, bad])], { shell });
      expect(outcomes).toMatchObject({ other: 'changed', moved: 'changed', gone: 'changed' });
      expect([await line('passwd', 'drover'), await line('shadow', 'drover')]).toEqual(before);
      expect(await readFile(join(home, 'mine'), 'utf8')).toBe('kept');
      expect((await runHere([moved], { shell })).outcomes).toEqual({ moved: 'changed' });
      expect(await readFile(join(directory, 'new/mine'), 'utf8')).toBe('kept');
      expect((await runHere([gone], { shell })).outcomes).toEqual({ gone: 'changed' });
      await expect(stat(join(directory, 'new'))).rejects.toThrow('ENOENT');
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
