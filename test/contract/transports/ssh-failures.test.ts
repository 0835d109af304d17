import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ConnectionError, TimeoutError } from '../../../src/core/errors.ts';
import { type SshOptions, sshTransport } from '../../../src/transports/index.ts';
import { descendantsOf } from '../../support/descendants-of.ts';
import { freePort } from '../../support/free-port.ts';
import { portOf } from '../../support/port-of.ts';
import { ran } from '../../support/ran.ts';
import { signalProcesses } from '../../support/signal-processes.ts';
import { noSshd, type SshdOptions, startSshd } from '../../support/sshd.ts';

const never = new AbortController().signal;
const pinned = 'ssh-ed25519 AAAA';

function connect(vars: Readonly<Record<string, unknown>>, options: SshOptions = {}, signal = never) {
  const transport = sshTransport({ agentSocket: '', defaultKeyFiles: [], ...options });
  const own = { ansible_host: '127.0.0.1', ansible_user: 'root', drover_host_key: pinned };
  return transport.connect({ name: 'web1', groups: [], vars: { ...own, ...vars } }, signal);
}

/** A server that does with each client what it is told. */
async function listen(serve: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    serve(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return portOf(server);
}

async function connected(options: SshOptions = {}, sshdOptions: SshdOptions = {}) {
  const sshd = await startSshd(sshdOptions);
  onTestFinished(() => sshd[Symbol.asyncDispose]());
  const connection = await connect(sshd.vars, options);
  onTestFinished(() => connection[Symbol.asyncDispose]());
  return { sshd, connection };
}

describe('an SSH connection that cannot be made', () => {
  it('says that the port refuses', async () => {
    const port = await freePort();
    const attempt = connect({ ansible_port: port });
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toThrow(`web1 (root@127.0.0.1:${port}) refused the connection`);
  });

  it('says that the name is not known', async () => {
    const attempt = connect({ ansible_host: 'no-such-host.invalid' });
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toThrow(/its name (is not known|could not be looked up)/);
  });

  it('is given up when the server takes it and says nothing', async () => {
    const port = await listen(() => {});
    const attempt = connect({ ansible_port: port, drover_connect_timeout_ms: 100 });
    await expect(attempt).rejects.toThrow(TimeoutError);
    await expect(attempt).rejects.toThrow('the SSH login was not done within 0.1 s');
  });

  it('ends when the signal fires, with its reason', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const closed = Promise.withResolvers<void>();
    const port = await listen((socket) => {
      socket.resume().on('close', () => closed.resolve());
      controller.abort(reason);
    });
    await expect(connect({ ansible_port: port }, {}, controller.signal)).rejects.toBe(reason);
    await closed.promise;
  });

  it('says that it is no SSH that answers', async () => {
    const port = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const attempt = connect({ ansible_port: port });
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toThrow(`web1 (root@127.0.0.1:${port})`);
  });

  it('says that the server went away', async () => {
    const port = await listen((socket) => socket.destroy());
    const attempt = connect({ ansible_port: port });
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toThrow('ended the connection before it was ready');
  });
});

describe.skipIf(noSshd() !== undefined)('an SSH connection', () => {
  it('that loses its server says so, to everyone who waits', async () => {
    const { sshd, connection } = await connected();
    const channel = await connection.open('echo here; cat');
    await once(channel.stdout, 'data');
    await sshd.kill();
    expect(await channel.closed).toEqual({ code: null, signal: null });
    expect(await connection.lost).toBeInstanceOf(ConnectionError);
    await expect(connection.open('true')).rejects.toThrow(ConnectionError);
    await expect(connection.open('true')).rejects.toThrow(/The connection to web1 .* was lost/);
  });

  it('whose server stops answering is lost after three unanswered questions', async () => {
    const { sshd, connection } = await connected({ keepaliveMs: 50 });
    signalProcesses(await descendantsOf(sshd.pid), 'SIGSTOP');
    expect(await connection.lost).toMatchObject({ message: expect.stringContaining('Keepalive timeout') });
  });

  it('does not wait for ever for a program to start', async () => {
    const { sshd, connection } = await connected({ openTimeoutMs: 100 });
    signalProcesses(await descendantsOf(sshd.pid), 'SIGSTOP');
    const attempt = connection.open('true');
    await expect(attempt).rejects.toThrow(TimeoutError);
    await expect(attempt).rejects.toThrow('did not start a program within 0.1 s');
  });

  it('says that the server allows no further session, and goes on with those it has', async () => {
    const { connection } = await connected({}, { config: ['MaxSessions 2'] });
    const channels = [await connection.open('cat'), await connection.open('cat')];
    const attempt = connection.open('true');
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toMatchObject({ hint: expect.stringContaining('MaxSessions') });
    const answers = await Promise.all(channels.map((channel) => ran(channel, 'still here')));
    expect(answers.map(({ stdout }) => stdout.toString())).toEqual(['still here', 'still here']);
    await vi.waitFor(async () => (await connection.open('true')).closed, 10_000);
  });

  it('outlives new keys in its middle', async () => {
    const { connection } = await connected({}, { config: ['RekeyLimit 1M'] });
    const bytes = Buffer.alloc(5_000_000, 'drover');
    const { stdout } = await ran(await connection.open('cat'), bytes);
    expect(stdout.equals(bytes)).toBe(true);
  });
});
