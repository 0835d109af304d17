import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabHost, LabUser } from '../../src/lab/machine/lab-host.ts';
import { machineLab } from '../../src/lab/machine/machine-lab.ts';
import { machineRequirements } from '../../src/lab/machine/machine-requirements.ts';
import { runProgram } from '../../src/lab/machine/run-program.ts';

const directory = '/var/lib/drover-lab-test';
const name = 'drovertst';
// The base tree of the ordinary lab serves here as well: making one takes a minute.
const lab = machineLab({
  directory,
  name,
  prefix: 'test',
  subnet: '10.97.0.0/24',
  bases: '/var/lib/drover-lab/base',
});

const { missing } = await machineRequirements();
const lacking = missing.filter((one) => one.package === undefined).map((one) => one.name);
const maySkip = process.env['CI'] !== 'true' && lacking.length > 0;
const title = maySkip ? `a lab of real hosts (skipped: no ${lacking.join(', ')})` : 'a lab of real hosts';

async function ssh(host: LabHost, command: string, user: LabUser = 'op'): Promise<string> {
  const [program = '', ...args] = host.sshCommand(user);
  return (await runProgram(program, [...args, command])).trim();
}

async function bootOf(host: LabHost): Promise<string> {
  return ssh(host, 'cat /proc/sys/kernel/random/boot_id');
}

/** All that the lab has on this machine, by the names that its things begin with. */
async function traces(): Promise<readonly string[]> {
  const mounts = (await readFile('/proc/self/mounts', 'utf8'))
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  const groups = mounts.filter((path) => path.startsWith('/sys/fs/cgroup'));
  const below = await Promise.all([...groups, '/sys/class/net', '/run/netns'].map(entriesOf));
  const processes = await Promise.all((await entriesOf('/proc')).map(commandLine));
  const tables = await runProgram('nft', ['list', 'tables']);
  return [
    ...mounts.filter((path) => path.startsWith(`${directory}/`) || path.includes(`${name}-`)),
    ...below.flat().filter((path) => path.includes(`/${name}`)),
    ...processes.filter((line) => line.includes(`${directory}/hosts`)),
    ...tables.split('\n').filter((line) => line.includes(name)),
  ];
}

async function entriesOf(path: string): Promise<readonly string[]> {
  return (await readdir(path).catch(() => [])).map((entry) => `${path}/${entry}`);
}

async function commandLine(path: string): Promise<string> {
  return readFile(`${path}/cmdline`, 'utf8').catch(() => '');
}

describe.skipIf(maySkip)(title, () => {
  let hosts: readonly LabHost[] = [];
  const host = (at: number): LabHost => {
    const found = hosts[at];
    if (found === undefined) throw new Error('The lab did not come up');
    return found;
  };

  beforeAll(async () => {
    await lab.down();
    hosts = await lab.up(2);
  });
  afterAll(() => lab.down());

  it('lets op log in, who may do everything by sudo without a password', async () => {
    expect(await ssh(host(0), 'id -un; sudo -n id -un; hostname')).toBe('op\nroot\ntest1');
    expect(await ssh(host(1), 'hostname')).toBe('test2');
  });

  it('lets root log in', async () => {
    expect(await ssh(host(0), 'id -un', 'root')).toBe('root');
  });

  it('runs a systemd that has come up without a failed unit', async () => {
    expect(await ssh(host(0), 'systemctl is-system-running --wait')).toBe('running');
  });

  it('shows the host key that the known_hosts file has', async () => {
    const [type, key] = (await ssh(host(0), 'cat /etc/ssh/ssh_host_ed25519_key.pub')).split(' ');
    expect(host(0).hostKey).toBe(`${type} ${key}`);
    const { knownHostsFile, address } = host(0);
    expect(await readFile(knownHostsFile, 'utf8')).toContain(`test1,${address} ${host(0).hostKey}\n`);
  });

  it('gives every host a key and a machine id of its own', async () => {
    expect(host(0).hostKey).not.toBe(host(1).hostKey);
    const ids = await Promise.all(hosts.map((one) => ssh(one, 'cat /etc/machine-id')));
    expect(new Set(ids).size).toBe(2);
  });

  it('leaves running hosts alone when it is brought up again', async () => {
    const before = await Promise.all(hosts.map(bootOf));
    const again = await lab.up(2);
    expect(again.map(({ address, hostKey }) => [address, hostKey])).toEqual(
      hosts.map(({ address, hostKey }) => [address, hostKey]),
    );
    expect(await Promise.all(hosts.map(bootOf))).toEqual(before);
  });

  it('does not let two processes bring it up at once', async () => {
    const [one, other] = await Promise.all([lab.up(2), lab.up(2)]);
    expect(one.map(({ hostKey }) => hostKey)).toEqual(other.map(({ hostKey }) => hostKey));
  });

  it('keeps files over an orderly power-off', async () => {
    await ssh(host(0), 'echo kept > note');
    const before = await bootOf(host(0));
    await host(0).powerOff();
    expect(await host(0).isRunning()).toBe(false);
    expect(await lab.status()).toMatchObject([{ state: 'off' }, { state: 'ready' }]);
    await host(0).start();
    expect(await ssh(host(0), 'cat note')).toBe('kept');
    expect(await bootOf(host(0))).not.toBe(before);
  });

  it('boots again after its plug was pulled', async () => {
    await ssh(host(1), 'echo synced > note; sync');
    await host(1).kill();
    expect(await host(1).isRunning()).toBe(false);
    await lab.up(2);
    expect(await ssh(host(1), 'cat note')).toBe('synced');
  });

  it('boots again by itself when it was told to reboot', async () => {
    const before = await bootOf(host(1));
    await ssh(host(1), 'sudo systemctl reboot').catch(() => 'the connection ends with the host');
    await expect.poll(() => bootOf(host(1)).catch(() => before), { timeout: 60_000 }).not.toBe(before);
  });

  it('cannot be reached while it is partitioned, and runs on', async () => {
    const before = await bootOf(host(0));
    await host(0).partition();
    expect(await lab.status()).toMatchObject([{ state: 'partitioned' }, { state: 'ready' }]);
    const [program = '', ...args] = host(0).sshCommand();
    await expect(runProgram(program, ['-o', 'ConnectTimeout=1', ...args, 'true'])).rejects.toThrow(
      'ended with 255',
    );
    await host(0).heal();
    await expect.poll(() => bootOf(host(0)).catch(() => ''), { timeout: 30_000 }).toBe(before);
  });

  it('lets a host see a folder of this machine, and fill no more than its disk', async () => {
    const binds = [{ host: import.meta.dirname, guest: '/mnt/tests' }];
    const [small] = await lab.up(['small'], { binds, diskMb: 32 });
    if (small === undefined) throw new Error('The host did not come up');
    expect(await ssh(small, 'ls /mnt/tests')).toContain('machine-lab.test.ts');
    const fill = 'head -c 64000000 /dev/zero > big';
    await expect(ssh(small, fill)).rejects.toThrow('No space left on device');
  });

  it('leaves nothing on this machine when it is taken down', async () => {
    expect(await traces()).not.toEqual([]);
    await lab.down();
    expect(await traces()).toEqual([]);
    expect(await lab.status()).toEqual([]);
    expect(await readdir(directory)).toEqual(['id_ed25519', 'id_ed25519.pub']);
  });
});
