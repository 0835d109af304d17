import { describe, expect, it } from 'vitest';
import { factsLines } from '../../../src/cli/commands/facts/facts-lines.ts';
import type { Facts } from '../../../src/modules/facts/facts-schema.ts';
import { paintWith } from '../../../src/reporters/paint.ts';
import { directoryOf } from '../../inventory/directory-of.ts';
import { droverIn } from './drover-in.ts';

const found: Facts = {
  os: {
    hostname: 'web1',
    kernel: 'Linux',
    release: '6.1.0',
    architecture: 'x86_64',
    id: 'debian',
    like: [],
    name: 'Debian GNU/Linux 12 (bookworm)',
    version: '12',
    codename: 'bookworm',
    init: 'systemd',
    packageManager: 'apt-get',
    bootId: 'b',
    cpus: 2,
    memoryBytes: 4_080_218_931,
  },
  packages: { manager: 'dpkg', installed: [{ name: 'curl', version: '7.88', architecture: 'amd64' }] },
  services: [
    { name: 'nginx', state: 'running', boot: 'enabled' },
    { name: 'old', state: 'failed', boot: 'disabled' },
  ],
  users: [
    { name: 'root', uid: 0, gid: 0, comment: '', home: '/root', shell: '/bin/sh', groups: ['root'] },
    {
      name: 'ann',
      uid: 1000,
      gid: 100,
      comment: '',
      home: '/home/ann',
      shell: '/bin/sh',
      groups: ['users', 'sudo'],
    },
  ],
  mounts: [
    { source: '/dev/sda1', path: '/', type: 'ext4', options: ['rw'], bytes: 2 ** 35, freeBytes: 2 ** 34 },
    { source: '/dev/sda1', path: '/srv', type: 'ext4', options: ['rw'], bytes: 2 ** 35, freeBytes: 2 ** 34 },
    { source: 'proc', path: '/proc', type: 'proc', options: ['rw'] },
  ],
  interfaces: [
    {
      name: 'eth0',
      mac: 'aa:bb',
      mtu: 1500,
      state: 'up',
      addresses: [{ address: '10.0.0.2', prefix: 24 }],
      gateway: '10.0.0.1',
    },
    { name: 'lo', state: 'unknown', addresses: [{ address: '127.0.0.1', prefix: 8 }] },
  ],
  certificates: [{ path: '/no.pem', is: 'absent', chain: [] }],
};

function shown(facts: Partial<Facts>, inFull: boolean): string {
  return factsLines([{ host: 'web1', outcome: 'ok', facts }], { paint: paintWith(false), inFull }).join('\n');
}

describe('drover facts', { timeout: 120_000 }, () => {
  it('tells what matters, a line for each subset', () => {
    expect(shown(found, false)).toMatchInlineSnapshot(`
      "✔ web1
        os            Debian GNU/Linux 12 (bookworm), Linux 6.1.0 x86_64, 2 CPUs, 3.8 GiB, systemd, apt-get
        packages      1 by dpkg
        services      1 of 2 run, old failed
        users         2 in all, ann
        mounts        / has 16 GiB of 32 GiB free
        interfaces    eth0 10.0.0.2/24
        certificates  /no.pem: absent"
    `);
  });

  it('tells all of one subset as a table', () => {
    expect(shown({ users: found.users }, true)).toMatchInlineSnapshot(`
      "✔ web1
        root  0     /root      /bin/sh  root
        ann   1000  /home/ann  /bin/sh  users sudo"
    `);
    expect(shown({ mounts: found.mounts }, true)).toMatchInlineSnapshot(`
      "✔ web1
        /      ext4  32 GiB  16 GiB free  /dev/sda1
        /srv   ext4  32 GiB  16 GiB free  /dev/sda1
        /proc  proc                       proc"
    `);
    expect(shown({ interfaces: found.interfaces }, true)).toMatchInlineSnapshot(`
      "✔ web1
        eth0  up       aa:bb  10.0.0.2/24 by 10.0.0.1
        lo    unknown         127.0.0.1/8"
    `);
  });

  it('tells hosts that are not reached at the end, and ends with 3', async () => {
    const hosts =
      'gone ansible_user=ops ansible_host=127.0.0.1 ansible_port=1\nhere ansible_connection=local\n';
    await using directory = await directoryOf({ hosts });
    const said = await droverIn(directory.path, 'facts', '-i', 'hosts', '--subset', 'os');
    expect(said.indexOf('✔ here')).toBe(0);
    expect(said).toContain('✖ gone  not reached');
    expect(said).toContain('exit 3');
  });

  it('refuses subsets that there are not, and certificates of which nobody knows where', async () => {
    await using directory = await directoryOf({ hosts: 'a ansible_connection=local\n' });
    const facts = (...words: readonly string[]) => droverIn(directory.path, 'facts', '-i', 'hosts', ...words);
    expect(await facts('--subset', 'os,pakages')).toMatchInlineSnapshot(`
      "drover: There are no facts called "pakages"
      Did you mean "packages"?
      exit 2"
    `);
    expect(await facts('--subset', 'certificates')).toMatchInlineSnapshot(`
      "drover: Of which certificates is not said
      Name their files on the hosts with --certificate, such as --certificate /etc/nginx/tls.pem.
      exit 2"
    `);
  });
});
