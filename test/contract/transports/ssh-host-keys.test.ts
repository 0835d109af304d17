import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../../src/core/errors.ts';
import { sshTransport } from '../../../src/transports/index.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

const never = new AbortController().signal;
const otherKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const otherRsaKey = 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAQ==';

describe.skipIf(noSshd() !== undefined)('the host key of an SSH server', () => {
  let sshd: Sshd;
  let file: string;
  beforeAll(async () => {
    sshd = await startSshd({ hostKeyTypes: ['ed25519', 'rsa'] });
    file = join(sshd.directory, 'known_hosts');
  });
  afterAll(() => sshd[Symbol.asyncDispose]());

  const name = () => `[127.0.0.1]:${sshd.port}`;
  const key = (type: string) => sshd.hostKeys.find((line) => line.startsWith(type)) ?? '';

  async function connect(vars: Readonly<Record<string, unknown>>): Promise<void> {
    const { drover_host_key: _pinned, ...others } = sshd.vars;
    const host = { name: 'web1', groups: [], vars: { ...others, drover_known_hosts_file: file, ...vars } };
    await using _connection = await sshTransport({ agentSocket: '' }).connect(host, never);
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
  });

  it('is asked for by the type that is known', async () => {
    await connectKnowing([`${name()} ${key('ssh-rsa')}`]);
  });

  it('is found under a hashed name', async () => {
    await writeFile(file, `${name()} ${key('ssh-ed25519')}\n`);
    await promisify(execFile)('ssh-keygen', ['-H', '-f', file]);
    expect(await readFile(file, 'utf8')).toMatch(/^\|1\|/);
    await connect({});
  });

  it('is refused when it is not known, with its fingerprint and what to do', async () => {
    const { message, hint } = await refusal(connectKnowing([]));
    expect(message).toMatch(
      new RegExp(
        `^The host key of web1 \\(\\w+@127.0.0.1:${sshd.port}\\) is not known: ssh-ed25519 SHA256:[\\w+/]{43}$`,
      ),
    );
    expect(hint).toContain(`ssh-keyscan -p ${sshd.port} 127.0.0.1 >> ${file}`);
    expect(hint).toContain('drover_host_key_policy: accept-new');
  });

  it('is learnt when new keys are accepted, and held to afterwards', async () => {
    const vars = { drover_host_key_policy: 'accept-new' };
    await connectKnowing([], vars);
    expect(await readFile(file, 'utf8')).toBe(`${name()} ${key('ssh-ed25519').split(' ', 2).join(' ')}\n`);
    await connect({});
  });

  it.each([otherKey, otherRsaKey])(
    'is refused when another is known, also where new keys are accepted',
    async (other) => {
      const vars = { drover_host_key_policy: 'accept-new' };
      const { message, hint } = await refusal(connectKnowing([`${name()} ${other}`], vars));
      expect(message).toMatch(
        /^THE HOST KEY OF web1 .* HAS CHANGED: it shows ssh-\S+ SHA256:.* but known is ssh-/,
      );
      expect(message).toContain(`(${file}:1)`);
      expect(hint).toContain(`ssh-keygen -f ${file} -R '${name()}'`);
      expect(await readFile(file, 'utf8')).toBe(`${name()} ${other}\n`);
    },
  );

  it('is refused when it is revoked', async () => {
    const lines = [`${name()} ${key('ssh-ed25519')}`, `@revoked * ${key('ssh-ed25519')}`];
    expect((await refusal(connectKnowing(lines))).message).toMatch(/is revoked: ssh-ed25519 SHA256:/);
  });

  it('is refused, in words that say so, when only an authority vouches for the host', async () => {
    const vars = { drover_host_key_policy: 'accept-new' };
    const { message, hint } = await refusal(connectKnowing([`@cert-authority * ${otherKey}`], vars));
    expect(message).toContain('(@cert-authority), and host certificates are not supported');
    expect(hint).toContain('ansible_connection: openssh');
  });

  it('is accepted by a line of its own, whatever an authority says', async () => {
    await connectKnowing([`@cert-authority * ${otherKey}`, `${name()} ${key('ssh-ed25519')}`]);
  });

  it('is accepted by a pattern, and not by one that leaves it out', async () => {
    await connectKnowing([`[127.0.0.*]:${sshd.port} ${key('ssh-ed25519')}`]);
    const { message } = await refusal(connectKnowing([`[*]:${sshd.port},!${name()} ${key('ssh-ed25519')}`]));
    expect(message).toContain('is not known');
  });

  it('is looked up, and learnt, under the alias of ssh_config', async () => {
    const config = join(sshd.directory, 'config');
    await writeFile(config, 'HostKeyAlias herd\n');
    const vars = { drover_ssh_config_file: config };
    await connectKnowing([`herd ${key('ssh-ed25519')}`], vars);
    const { hint } = await refusal(connectKnowing([`${name()} ${key('ssh-ed25519')}`], vars));
    expect(hint).toContain(`add it to ${file} under the name herd`);
    await connectKnowing([], { ...vars, drover_host_key_policy: 'accept-new' });
    expect(await readFile(file, 'utf8')).toMatch(/^herd ssh-ed25519 /);
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

  it('is refused when another is pinned, whatever is known', async () => {
    const attempt = connectKnowing([`${name()} ${key('ssh-ed25519')}`], { drover_host_key: otherKey });
    expect((await refusal(attempt)).message).toContain(
      'another host key than the one that drover_host_key pins',
    );
  });
});
