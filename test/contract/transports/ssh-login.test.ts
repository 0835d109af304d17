import { execFile } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../../src/core/errors.ts';
import { type SshOptions, sshTransport } from '../../../src/transports/index.ts';
import { startSshAgent } from '../../support/ssh-agent.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

const never = new AbortController().signal;
const keygen = (...args: readonly string[]) => promisify(execFile)('ssh-keygen', ['-q', ...args]);

describe.skipIf(noSshd() !== undefined)('a login by SSH', () => {
  let sshd: Sshd;
  let locked: string;
  let stranger: string;
  beforeAll(async () => {
    sshd = await startSshd();
    locked = join(sshd.directory, 'locked');
    await copyFile(sshd.clientKeyFile, locked);
    await keygen('-p', '-f', locked, '-P', '', '-N', 'open sesame');
    stranger = join(sshd.directory, 'stranger');
    await keygen('-t', 'rsa', '-b', '2048', '-N', '', '-f', stranger);
  });
  afterAll(() => sshd[Symbol.asyncDispose]());

  async function login(vars: Readonly<Record<string, unknown>>, options: SshOptions = {}): Promise<void> {
    const host = { name: 'web1', groups: [], vars: { ...sshd.vars, ...vars } };
    const transport = sshTransport({ agentSocket: '', defaultKeyFiles: [], ...options });
    await using _connection = await transport.connect(host, never);
  }
  async function refusal(attempt: Promise<void>): Promise<string> {
    const error: unknown = await attempt.then(
      () => new Error('let in'),
      (error: unknown) => error,
    );
    if (error instanceof ConnectionError) return error.message;
    throw error;
  }
  const keyless = { ansible_private_key_file: undefined };

  it('takes an encrypted key with its passphrase', async () => {
    const vars = { ansible_private_key_file: locked, ansible_ssh_private_key_passphrase: 'open sesame' };
    await login(vars);
  });

  it('takes a key of the agent', async () => {
    await using agent = await startSshAgent(sshd.clientKeyFile);
    await login(keyless, { agentSocket: agent.socket });
  });

  it('takes a key of the agent when the key file is locked', async () => {
    await using agent = await startSshAgent(sshd.clientKeyFile);
    await login({ ansible_private_key_file: locked }, { agentSocket: agent.socket });
  });

  it('takes one of the default keys, although the agent is not there and another key is not wanted', async () => {
    const files = [join(sshd.directory, 'absent'), stranger, sshd.clientKeyFile];
    await login(keyless, { agentSocket: join(sshd.directory, 'no-agent'), defaultKeyFiles: files });
  });

  it('leaves the default keys alone when the host has a key of its own', async () => {
    const message = await refusal(
      login({ ansible_private_key_file: stranger }, { defaultKeyFiles: [sshd.clientKeyFile] }),
    );
    expect(message).toContain(`did not let us in; tried: key ${stranger}; it takes: publickey`);
  });

  it('that is refused says what was tried, and what could not be', async () => {
    const files = [stranger, locked];
    const message = await refusal(
      login(keyless, { agentSocket: join(sshd.directory, 'no-agent'), defaultKeyFiles: files }),
    );
    expect(message).toMatch(/^web1 \(\w+@127\.0\.0\.1:\d+\) did not let us in; /);
    expect(message).toContain(`tried: key ${stranger}; it takes: publickey; the key ${locked} is encrypted`);
    expect(message).toContain(`the agent at ${join(sshd.directory, 'no-agent')} cannot be asked`);
  });

  it('that has nothing to show says so', async () => {
    expect(await refusal(login(keyless))).toContain('there was nothing to show it; it takes: publickey');
  });

  it('that is wanted as a user who may not come in is refused', async () => {
    expect(await refusal(login({ ansible_user: 'no-such-user' }))).toContain('did not let us in');
  });

  it.each([
    ['is encrypted', () => ({ ansible_private_key_file: locked }), 'is encrypted and no passphrase is given'],
    [
      'has another passphrase',
      () => ({ ansible_private_key_file: locked, ansible_ssh_private_key_passphrase: 'wrong' }),
      'ansible_ssh_private_key_passphrase is wrong',
    ],
    [
      'is not there',
      () => ({ ansible_private_key_file: '/no/such/key' }),
      'there is no key file /no/such/key',
    ],
    ['is a directory', () => ({ ansible_private_key_file: sshd.directory }), 'cannot be read: EISDIR'],
    [
      'is the public one',
      () => ({ ansible_private_key_file: `${stranger}.pub` }),
      'is a public key, not a private one',
    ],
    [
      'is no key',
      () => ({ ansible_private_key_file: join(sshd.directory, 'sshd_config') }),
      'is of a kind that is not supported',
    ],
  ])('with a key file that %s ends before it begins', async (_what, vars, reason) => {
    const message = await refusal(login(vars()));
    expect(message).toMatch(/^Cannot log in to web1 /);
    expect(message).toContain(reason);
  });
});
