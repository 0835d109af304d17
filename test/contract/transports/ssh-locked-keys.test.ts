import { execFile } from 'node:child_process';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { type SshOptions, sshTransport } from '../../../src/transports/index.ts';
import { startSshAgent } from '../../support/ssh-agent.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

const run = promisify(execFile);
const never = new AbortController().signal;
type Vars = Readonly<Record<string, unknown>>;

describe.skipIf(noSshd() !== undefined)('an encrypted key', () => {
  let sshd: Sshd;
  let locked: string;
  let config: string;
  beforeAll(async () => {
    sshd = await startSshd();
    locked = join(sshd.directory, 'locked');
    await copyFile(sshd.clientKeyFile, locked);
    await run('ssh-keygen', ['-q', '-p', '-f', locked, '-P', '', '-N', 'open sesame']);
    config = join(sshd.directory, 'config');
    await writeFile(config, `Host bastion\n  IdentityFile ${locked}\n`);
  });
  afterAll(() => sshd[Symbol.asyncDispose]());

  const newTransport = (options: SshOptions = {}) =>
    sshTransport({ agentSocket: '', defaultKeyFiles: [], ...options });
  const hostWith = (vars: Vars, name = 'web1') => ({
    name,
    groups: [],
    vars: { ...sshd.vars, drover_ssh_config_file: 'none', ansible_private_key_file: undefined, ...vars },
  });

  it('is locked for all the hosts that need it, and named once', async () => {
    const hosts = ['web1', 'web2'].map((name) => hostWith({ ansible_private_key_file: locked }, name));
    expect(await newTransport().lockedKeysOf(hosts)).toEqual([{ file: locked, hosts: ['web1', 'web2'] }]);
  });

  it('is locked when a server on the way needs it', async () => {
    const vars = {
      ansible_private_key_file: sshd.clientKeyFile,
      drover_ssh_config_file: config,
      drover_proxy_jump: 'bastion',
    };
    expect(await newTransport().lockedKeysOf([hostWith(vars)])).toEqual([{ file: locked, hosts: ['web1'] }]);
  });

  it('is locked when it is a default one and there is no other way', async () => {
    const transport = newTransport({ defaultKeyFiles: ['/no/such/key', locked] });
    expect(await transport.lockedKeysOf([hostWith({})])).toEqual([{ file: locked, hosts: ['web1'] }]);
  });

  it.each([
    ['a variable has its passphrase', { ansible_ssh_private_key_passphrase: 'open sesame' }],
    ['there is a password', { ansible_password: 'x' }],
  ])('is not locked when %s', async (_when, vars) => {
    const host = hostWith({ ansible_private_key_file: locked, ...vars });
    expect(await newTransport().lockedKeysOf([host])).toEqual([]);
  });

  it('is not locked when the agent holds it', async () => {
    await using agent = await startSshAgent(sshd.clientKeyFile);
    const transport = newTransport({ agentSocket: agent.socket });
    expect(await transport.lockedKeysOf([hostWith({ ansible_private_key_file: locked })])).toEqual([]);
  });

  it('is not needed when another default key is open', async () => {
    const transport = newTransport({ defaultKeyFiles: [locked, sshd.clientKeyFile] });
    expect(await transport.lockedKeysOf([hostWith({})])).toEqual([]);
  });

  it('opens with its passphrase alone, and then lets us in', async () => {
    const transport = newTransport();
    const host = hostWith({ ansible_private_key_file: locked });
    expect(await transport.unlock(locked, new Secret('swordfish'))).toBe(false);
    await expect(transport.connect(host, never)).rejects.toThrow('is encrypted and no passphrase is given');
    expect(await transport.unlock(locked, new Secret('open sesame'))).toBe(true);
    expect(await transport.lockedKeysOf([host])).toEqual([]);
    await using connection = await transport.connect(host, never);
    expect(connection).toBeDefined();
  });

  describe('on the command line', () => {
    const cli = join(import.meta.dirname, '../../../src/cli/main.ts');

    async function files(): Promise<{ readonly playbook: string; readonly inventory: string }> {
      const playbook = join(sshd.directory, 'playbook.ts');
      await writeFile(
        playbook,
        `import { play } from 'drover';\nexport default play({ name: 'x', hosts: 'all', tasks: [] });\n`,
      );
      const inventory = join(sshd.directory, 'hosts.json');
      const { name, vars } = hostWith({ ansible_private_key_file: locked });
      await writeFile(inventory, JSON.stringify({ all: { hosts: { [name]: vars } } }));
      return { playbook, inventory };
    }
    const env = { ...process.env, SSH_AUTH_SOCK: '' };

    it('ends the run before it begins, when nobody can be asked', async () => {
      const { playbook, inventory } = await files();
      const before = sshd.log();
      const attempt = run(process.execPath, [cli, 'run', playbook, '-i', inventory], { env });
      await expect(attempt).rejects.toMatchObject({
        code: 2,
        stderr: expect.stringContaining(
          `The key ${locked}, which web1 needs, is encrypted, and there is no terminal`,
        ),
      });
      expect(sshd.log()).toBe(before);
    });

    it('is asked for once on a terminal, without showing the answer', async () => {
      const { playbook, inventory } = await files();
      const command = [process.execPath, cli, 'run', playbook, '-i', inventory].join(' ');
      const script = run('script', ['-qec', command, '/dev/null'], { env });
      script.child.stdout?.on('data', (chunk: Buffer | string) => {
        if (String(chunk).includes(`Passphrase of ${locked}: `)) script.child.stdin?.write('open sesame\r');
      });
      const { stdout } = await script;
      expect(stdout.match(/Passphrase of/g)).toHaveLength(1);
      expect(stdout).not.toContain('sesame');
    });
  });
});
