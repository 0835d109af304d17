import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../../src/core/errors.ts';
import { opensshTransport } from '../../../src/transports/index.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

const never = new AbortController().signal;
const otherKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const keygen = (...args: readonly string[]) => promisify(execFile)('ssh-keygen', ['-q', ...args]);

describe.skipIf(noSshd() !== undefined)('the host key of a server that ssh connects to', () => {
  let sshd: Sshd;
  let file: string;
  beforeAll(async () => {
    sshd = await startSshd({ hostKeyTypes: ['ed25519', 'rsa'] });
    file = join(sshd.directory, 'known hosts');
  });
  afterAll(() => sshd[Symbol.asyncDispose]());

  const name = () => `[127.0.0.1]:${sshd.port}`;
  const key = (type: string) => sshd.hostKeys.find((line) => line.startsWith(type)) ?? '';

  async function connect(vars: Readonly<Record<string, unknown>>): Promise<void> {
    const { drover_host_key: _pinned, ...others } = sshd.vars;
    const own = { drover_known_hosts_file: file, drover_ssh_config_file: 'none' };
    const host = { name: 'web1', groups: [], vars: { ...others, ...own, ...vars } };
    await using _connection = await opensshTransport().connect(host, never);
  }
  async function connectKnowing(lines: readonly string[], vars: Readonly<Record<string, unknown>> = {}) {
    await writeFile(file, lines.map((line) => `${line}\n`).join(''));
    return connect(vars);
  }
  async function refusal(attempt: Promise<void>): Promise<ConnectionError> {
    const error: unknown = await attempt.then(
      () => new Error('let in'),
      (error: unknown) => error,
    );
    if (error instanceof ConnectionError) return error;
    throw error;
  }

  it('is accepted when it is known', async () => {
    await connectKnowing([`${name()} ${key('ssh-ed25519')}`]);
    await connectKnowing([`${name()} ${key('ssh-rsa')}`]);
  });

  it('is refused when it is not known, with what to do', async () => {
    const { message, hint } = await refusal(connectKnowing([]));
    expect(message).toMatch(
      /^The host key of web1 \(ssh \w+@127.0.0.1:\d+\) is not known to ssh: No ED25519/,
    );
    expect(hint).toContain(`ssh-keyscan -p ${sshd.port} 127.0.0.1 >> '${file}'`);
    expect(hint).toContain('drover_host_key_policy: accept-new');
  });

  it('is learnt when new keys are accepted, and held to afterwards', async () => {
    await connectKnowing([], { drover_host_key_policy: 'accept-new' });
    expect(await readFile(file, 'utf8')).toContain(
      `${name()} ${key('ssh-ed25519').split(' ', 2).join(' ')}\n`,
    );
    await connect({});
  });

  it('is refused when another is known, also where new keys are accepted', async () => {
    const vars = { drover_host_key_policy: 'accept-new' };
    const { message, hint } = await refusal(connectKnowing([`${name()} ${otherKey}`], vars));
    expect(message).toMatch(
      /^THE HOST KEY OF web1 \(ssh .*\) HAS CHANGED: it shows ED25519 SHA256:[\w+/]{43}, but another is known/,
    );
    expect(message).toContain(`(${file}:1)`);
    expect(hint).toContain(`ssh-keygen -f '${file}' -R '${name()}'`);
    expect(await readFile(file, 'utf8')).toBe(`${name()} ${otherKey}\n`);
  });

  it('is refused when it is revoked', async () => {
    const lines = [`${name()} ${key('ssh-ed25519')}`, `@revoked * ${key('ssh-ed25519')}`];
    expect((await refusal(connectKnowing(lines))).message).toMatch(/^The host key of web1 .* is revoked/);
  });

  it('is accepted when it is the pinned one, by line or by fingerprint', async () => {
    await connectKnowing([], { drover_host_key: key('ssh-ed25519') });
    await connectKnowing([], { drover_host_key: key('ssh-rsa') });
    const { stdout } = await promisify(execFile)('ssh-keygen', [
      '-lf',
      join(sshd.directory, 'host_ed25519.pub'),
    ]);
    await connectKnowing([], { drover_host_key: stdout.split(' ')[1] });
  });

  it.each([otherKey, `SHA256:${'A'.repeat(43)}`])(
    'is refused when %s is pinned, whatever is known',
    async (drover_host_key) => {
      const attempt = connectKnowing([`${name()} ${key('ssh-ed25519')}`], { drover_host_key });
      expect((await refusal(attempt)).message).toContain(
        'another host key than the one that drover_host_key pins',
      );
    },
  );

  it('is vouched for by a certificate authority', async () => {
    const authority = join(sshd.directory, 'host_authority');
    await keygen('-t', 'ed25519', '-N', '', '-f', authority);
    const hostKey = join(sshd.directory, 'certified');
    await keygen('-t', 'ed25519', '-N', '', '-f', hostKey);
    await keygen('-s', authority, '-I', 'practice', '-h', '-n', '127.0.0.1', `${hostKey}.pub`);
    await using certified = await startSshd({
      config: [`HostKey ${hostKey}`, `HostCertificate ${hostKey}-cert.pub`],
    });
    const { drover_host_key: _pinned, ...vars } = certified.vars;
    const trusted = await readFile(`${authority}.pub`, 'utf8');
    await connectKnowing([`@cert-authority * ${trusted.trim()}`], vars);
    await expect(connectKnowing([], vars)).rejects.toThrow(ConnectionError);
  });
});
