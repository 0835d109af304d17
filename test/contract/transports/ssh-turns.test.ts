import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile } from 'node:fs/promises';
import { connect as connectTcp, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ConnectionError, DroverError } from '../../../src/core/errors.ts';
import { type SshOptions, type SshTransport, sshTransport } from '../../../src/transports/ssh.ts';
import { countingProxy } from '../../support/counting-proxy.ts';
import { portOf } from '../../support/port-of.ts';
import { startSshAgent } from '../../support/ssh-agent.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

const never = new AbortController().signal;
type Vars = Readonly<Record<string, unknown>>;

const newTransport = (options: SshOptions = {}) =>
  sshTransport({ agentSocket: '', defaultKeyFiles: [], ...options });

/** A server on the way that drops the first of its clients, after a while. */
async function dropping(
  count: number,
  port: number,
  afterMs = 0,
): Promise<{ readonly port: number; readonly seen: () => number }> {
  let seen = 0;
  const server = createServer((client) => {
    client.on('error', () => {});
    if (seen++ < count) return setTimeout(() => client.destroy(), afterMs);
    const upstream = connectTcp(port, '127.0.0.1').on('error', () => {});
    return client.pipe(upstream).pipe(client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { port: portOf(server), seen: () => seen };
}

describe.skipIf(noSshd() !== undefined)('a login by SSH takes few turns', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd[Symbol.asyncDispose]());

  async function login(vars: Vars, transport = newTransport()): Promise<void> {
    const host = { name: 'web1', groups: [], vars: { ...sshd.vars, ...vars } };
    await using _connection = await transport.connect(host, never);
  }
  async function roundTripsOnce(vars: Vars, transport: SshTransport): Promise<number> {
    await using proxy = await countingProxy(sshd.port);
    const host = { name: 'web1', groups: [], vars: { ...sshd.vars, ansible_port: proxy.port, ...vars } };
    await using _connection = await transport.connect(host, never);
    return proxy.turns() / 2;
  }
  /** The least of several logins: a packet that comes in two parts only ever adds to what one has to wait for. */
  async function roundTrips(vars: Vars, transport: () => SshTransport = newTransport): Promise<number> {
    const counts: number[] = [];
    for (let left = 5; left > 0; left -= 1) counts.push(await roundTripsOnce(vars, transport()));
    return Math.min(...counts);
  }
  const allow = async (keyFile: string) =>
    appendFile(join(sshd.directory, 'authorized_keys'), await readFile(`${keyFile}.pub`));

  it('with a key file: four or so, where ssh2 by itself takes seven', async () => {
    expect(await roundTrips({})).toBeLessThanOrEqual(5);
  });

  it.each([
    ['rsa', ['-b', '2048']],
    ['ecdsa', ['-b', '384']],
  ] as const)('with an %s key too', async (type, size) => {
    const file = join(sshd.directory, `turns-${type}`);
    await promisify(execFile)('ssh-keygen', ['-q', '-t', type, ...size, '-N', '', '-f', file]);
    await allow(file);
    expect(await roundTrips({ ansible_private_key_file: file })).toBeLessThanOrEqual(5);
    await using agent = await startSshAgent(file);
    const byAgent = () => newTransport({ agentSocket: agent.socket });
    expect(await roundTrips({ ansible_private_key_file: file }, byAgent)).toBeLessThanOrEqual(5);
  });

  it('with one of many keys of the agent: the one that was taken before comes first, at once', async () => {
    const files = ['1', '2', '3'].map((number) => join(sshd.directory, `stranger-${number}`));
    for (const file of files) {
      await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
    }
    await using agent = await startSshAgent(files[0] ?? '');
    const env = { ...process.env, SSH_AUTH_SOCK: agent.socket };
    await promisify(execFile)('ssh-add', ['-q', ...files.slice(1), sshd.clientKeyFile], { env });
    const byAgent = () => newTransport({ agentSocket: agent.socket });
    const keyless = { ansible_private_key_file: undefined };
    // Three that are not wanted, one that is, and the question whether it is.
    const first = await roundTrips(keyless, byAgent);
    const known = byAgent();
    await login(keyless, known);
    expect(await roundTrips(keyless, () => known)).toBeLessThan(first - 2);
  });

  it('and a server that drops us before it says who it is gets another chance', async () => {
    const { port, seen } = await dropping(2, sshd.port);
    await login({ ansible_port: port });
    expect(seen()).toBe(3);
  });

  it('and is given up after the fourth', async () => {
    const { port, seen } = await dropping(10, sshd.port);
    const attempt = login({ ansible_port: port });
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toThrow('ended the connection before it was ready');
    expect(seen()).toBe(4);
  });

  it('and is not tried longer than a connection may take', async () => {
    // To wait any longer before another attempt would take it over the limit.
    const { port, seen } = await dropping(10, sshd.port, 950);
    await expect(login({ ansible_port: port, drover_connect_timeout_ms: 1_000 })).rejects.toThrow(
      DroverError,
    );
    expect(seen()).toBe(1);
  });

  it('and no more at once than sshd takes', async () => {
    const narrow = await startSshd({ config: ['MaxStartups 2'] });
    onTestFinished(() => narrow[Symbol.asyncDispose]());
    const transport = newTransport({ handshakesAtOnce: 2 });
    const many = Array.from({ length: 12 }, () => login(narrow.vars, transport));
    await expect(Promise.all(many)).resolves.toHaveLength(12);
  });
});
