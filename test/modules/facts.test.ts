import { describe, expect, it } from 'vitest';
import type { Query } from '../../src/core/query.ts';
import { assert } from '../../src/modules/assert.ts';
import { interfaceFacts } from '../../src/modules/facts/interface-facts.ts';
import { mountFacts } from '../../src/modules/facts/mount-facts.ts';
import { osFacts } from '../../src/modules/facts/os-facts.ts';
import { packageFacts } from '../../src/modules/facts/package-facts.ts';
import { serviceFacts } from '../../src/modules/facts/service-facts.ts';
import { userFacts } from '../../src/modules/facts/user-facts.ts';
import { facts } from '../../src/modules/facts.ts';
import { runHere } from '../support/local-host.ts';
import { shells } from '../support/shells.ts';

/** What a question makes of what a host printed. */
function told<T>({ leaves, read }: Query<T>, stdout: string): T {
  return read(leaves.map((leaf) => (leaf.on === 'host' ? leaf.parse({ stdout, stderr: '' }) : undefined)));
}

describe('what a host says of its system', () => {
  it('is read as a shell would read it', () => {
    const said = `Linux\n6.1\nx86_64\nweb1\n4\n2048\nopenrc\nabc\napk\nID=alpine\nID_LIKE="a b"\nPRETTY_NAME="Al\\"pine"\nVERSION_ID='3.20'\n`;
    expect(told(osFacts(), said)).toMatchObject({
      hostname: 'web1',
      id: 'alpine',
      like: ['a', 'b'],
      name: 'Al"pine',
      version: '3.20',
      init: 'openrc',
      packageManager: 'apk',
      cpus: 4,
      memoryBytes: 2_097_152,
    });
  });

  it('may leave out what it does not know', () => {
    const os = told(osFacts(), 'Linux\n6.1\nx86_64\nweb1\n\n\n\n\n\n');
    expect(facts.schema.shape.os.parse(os)).toEqual(os);
    expect(os).not.toHaveProperty('cpus');
  });
});

describe('what a host says of its packages', () => {
  it.each([
    ['dpkg', 'installed\tcurl\t7.88\tamd64\nconfig-files\tgone\t1\tall\n', 'curl 7.88 amd64'],
    ['rpm', 'gpg-pubkey\t(none):1-2\t(none)\ncurl\t(none):8.0-1\tx86_64\n', 'curl 8.0-1 x86_64'],
    ['apk', 'P:musl\nV:1.2\nA:x86_64\n', 'musl 1.2 x86_64'],
    ['pacman', 'curl 8.1-1\n', 'curl 8.1-1 '],
  ])('is read from %s', (manager, said, only) => {
    const { installed } = told(packageFacts(), `${manager}\n${said}`);
    expect(installed.map(({ name, version, architecture }) => `${name} ${version} ${architecture}`)).toEqual([
      only,
    ]);
  });

  it('is an empty list where there is no package manager', () => {
    expect(told(packageFacts(), 'none\n')).toEqual({ manager: 'none', installed: [] });
  });
});

describe('what a host says of its services', () => {
  it('is what systemd knows of files and of units together', () => {
    const said = `file nginx.service enabled\nfile getty@.service enabled\nfile cron.service disabled\nunit nginx.service active running\nunit once.service active exited\nunit bad.service failed failed\n`;
    expect(told(serviceFacts(), said)).toEqual([
      { name: 'bad', state: 'failed', boot: 'unknown' },
      { name: 'cron', state: 'stopped', boot: 'disabled' },
      { name: 'nginx', state: 'running', boot: 'enabled' },
      { name: 'once', state: 'ended', boot: 'unknown' },
    ]);
  });

  it('is what the scripts of init tell', () => {
    expect(told(serviceFacts(), 'init sshd running enabled\ninit old unknown disabled\n')).toEqual([
      { name: 'old', state: 'unknown', boot: 'disabled' },
      { name: 'sshd', state: 'running', boot: 'enabled' },
    ]);
  });
});

it('users have their own group first', () => {
  const said = 'a:x:1000:100:A, B:/home/a:/bin/sh\n+::::::\n\0sudo:x:27:b,a\nusers:x:100:\nother:x:5:b\n';
  expect(told(userFacts(), said)).toEqual([
    {
      name: 'a',
      uid: 1000,
      gid: 100,
      comment: 'A, B',
      home: '/home/a',
      shell: '/bin/sh',
      groups: ['users', 'sudo'],
    },
  ]);
});

it('a mount may have a space in its path, and only local ones are measured', () => {
  const said =
    '/dev/sda1 /a\\040b ext4 rw,relatime 0 0\nnas:/x /nas nfs rw 0 0\n\0Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 1000 400 600 40% /a b\n';
  expect(told(mountFacts(), said)).toEqual([
    {
      source: '/dev/sda1',
      path: '/a b',
      type: 'ext4',
      options: ['rw', 'relatime'],
      bytes: 1_024_000,
      freeBytes: 614_400,
    },
    { source: 'nas:/x', path: '/nas', type: 'nfs', options: ['rw'] },
  ]);
});

it('an interface has its addresses and its gateway', () => {
  const said =
    'eth0|aa:bb|1500|up\nlo||65536|\n\x001: lo    inet 127.0.0.1/8 scope host lo\n2: eth0    inet 10.0.0.2/24 brd 10.0.0.255 scope global eth0\n2: eth0    inet6 fe80::1/64 scope link \n\0default via 10.0.0.1 dev eth0 proto static\n';
  expect(told(interfaceFacts(), said)).toEqual([
    {
      name: 'eth0',
      mac: 'aa:bb',
      mtu: 1500,
      state: 'up',
      addresses: [
        { address: '10.0.0.2', prefix: 24 },
        { address: 'fe80::1', prefix: 64 },
      ],
      gateway: '10.0.0.1',
    },
    { name: 'lo', mtu: 65_536, state: 'unknown', addresses: [{ address: '127.0.0.1', prefix: 8 }] },
  ]);
});

describe('facts', () => {
  it.each(shells)('are as their schema says, and at hand for later tasks, in %s', async (shell) => {
    const what = facts('What the host is', { certificates: ['/no/such.pem'] });
    const seen: unknown[] = [];
    const later = assert('later', (scope) => {
      seen.push(scope.state(what));
      return { that: scope.state(what).os.kernel === 'Linux', message: 'no Linux' };
    });
    const { outcomes } = await runHere([what, later], { shell });
    expect(outcomes).toEqual({ 'What the host is': 'ok', later: 'ok' });
    const found = facts.schema.parse(seen.at(-1));
    expect(found.users.find(({ uid }) => uid === 0)).toMatchObject({ name: 'root', gid: 0 });
    expect(found.mounts.find(({ path }) => path === '/')).toBeDefined();
    expect(found.certificates).toEqual([{ path: '/no/such.pem', is: 'absent', chain: [] }]);
  });

  it('are known in a check too', async () => {
    const { outcomes } = await runHere([facts('what', { subsets: ['os'] })], { check: true });
    expect(outcomes).toEqual({ what: 'ok' });
  });

  it('hold what was asked for, and nothing else', async () => {
    const what = facts('what', { subsets: ['os', 'users'] });
    const later = assert('later', ({ state }) => ({
      that: Object.keys(state(what)).join() === 'os,users',
      message: 'other subsets',
    }));
    expect((await runHere([what, later])).outcomes).toMatchObject({ later: 'ok' });
  });

  it('refuse files of certificates where no certificates are asked for', () => {
    expect(() => facts('what', { subsets: ['os'], certificates: ['/a.pem'] })).toThrow(
      'must hold certificates when files of certificates are given',
    );
  });
});
