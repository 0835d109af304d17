import { execFile } from 'node:child_process';
import { chmod, copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ConnectionError } from '../../../src/core/errors.ts';
import { opensshTransport } from '../../../src/transports/index.ts';
import { ran } from '../../support/ran.ts';
import { startSshAgent } from '../../support/ssh-agent.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

const never = new AbortController().signal;
const keygen = (...args: readonly string[]) => promisify(execFile)('ssh-keygen', ['-q', ...args]);

describe.skipIf(noSshd() !== undefined)('a login by ssh', () => {
  let sshd: Sshd;
  let authority: string;
  let stranger: string;
  beforeAll(async () => {
    sshd = await startSshd();
    authority = join(sshd.directory, 'authority');
    await keygen('-t', 'ed25519', '-N', '', '-f', authority);
    stranger = join(sshd.directory, 'stranger');
    await keygen('-t', 'ed25519', '-N', '', '-f', stranger);
  });
  afterAll(() => sshd[Symbol.asyncDispose]());
  afterEach(() => vi.unstubAllEnvs());

  async function login(vars: Readonly<Record<string, unknown>>): Promise<string> {
    const own = { drover_ssh_config_file: 'none' };
    const host = { name: 'web1', groups: [], vars: { ...sshd.vars, ...own, ...vars } };
    await using connection = await opensshTransport().connect(host, never);
    return (await ran(await connection.open('echo in'))).stdout.toString();
  }

  it('takes a key file', async () => {
    expect(await login({})).toBe('in\n');
  });

  it('takes a key of the agent', async () => {
    await using agent = await startSshAgent(sshd.clientKeyFile);
    vi.stubEnv('SSH_AUTH_SOCK', agent.socket);
    expect(await login({ ansible_private_key_file: undefined })).toBe('in\n');
  });

  it('takes a certificate', async () => {
    await using trusting = await startSshd({ config: [`TrustedUserCAKeys ${authority}.pub`] });
    await keygen('-s', authority, '-I', 'practice', '-n', sshd.user, `${stranger}.pub`);
    expect(await login({ ...trusting.vars, ansible_private_key_file: stranger })).toBe('in\n');
  });

  it('goes where the configuration of ssh says', async () => {
    const config = join(sshd.directory, 'ssh_config');
    const lines = [
      'Host practice',
      '  HostName 127.0.0.1',
      `  Port ${sshd.port}`,
      `  User ${sshd.user}`,
      `  IdentityFile ${sshd.clientKeyFile}`,
      '  RemoteCommand echo never',
      '  LocalForward 127.0.0.1:1 127.0.0.1:1',
      '  ForwardAgent yes',
      '  RequestTTY force',
    ];
    await writeFile(config, lines.join('\n'));
    const silent = { ansible_port: undefined, ansible_user: undefined, ansible_private_key_file: undefined };
    expect(await login({ ...silent, ansible_host: 'practice', drover_ssh_config_file: config })).toBe('in\n');
  });

  it('takes further arguments, and no weaker care about host keys', async () => {
    const arguments_ = '-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -C';
    expect(await login({ ansible_ssh_common_args: arguments_ })).toBe('in\n');
    const other = (await readFile(`${stranger}.pub`, 'utf8')).trim();
    const attempt = login({ ansible_ssh_common_args: arguments_, drover_host_key: other });
    await expect(attempt).rejects.toThrow('another host key');
  });

  it('gets over a bastion', async () => {
    await using bastion = await startSshd();
    const config = join(sshd.directory, 'bastion_config');
    const lines = [
      'Host bastion',
      '  HostName 127.0.0.1',
      `  Port ${bastion.port}`,
      `  User ${bastion.user}`,
      `  IdentityFile ${bastion.clientKeyFile}`,
      `  HostKeyAlias bastion`,
      `  UserKnownHostsFile ${join(sshd.directory, 'bastion_known')}`,
    ];
    await writeFile(config, lines.join('\n'));
    await writeFile(join(sshd.directory, 'bastion_known'), `bastion ${bastion.hostKeys[0]}\n`);
    expect(await login({ drover_proxy_jump: 'bastion', drover_ssh_config_file: config })).toBe('in\n');
    expect(bastion.log()).toContain('Accepted publickey');
  });

  it('that is refused says so, and what to do', async () => {
    const attempt = login({ ansible_private_key_file: stranger, ansible_user: sshd.user });
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toThrow(/^web1 \(ssh .*\) did not let us in: .*Permission denied/);
    await expect(attempt).rejects.toMatchObject({ hint: expect.stringContaining('authorized_keys') });
  });

  it('with a key file that is not there says so', async () => {
    const attempt = login({ ansible_private_key_file: '/nowhere/key' });
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toThrow('no such identity: /nowhere/key');
  });

  it('with a key file that others can read says so', async () => {
    const open = join(sshd.directory, 'open');
    await copyFile(sshd.clientKeyFile, open);
    await chmod(open, 0o644);
    const attempt = login({ ansible_private_key_file: open });
    await expect(attempt).rejects.toMatchObject({ hint: `Run "chmod 600 ${open}".` });
  });
});
