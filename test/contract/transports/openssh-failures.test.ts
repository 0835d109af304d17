import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ConnectionError, DefinitionError, TimeoutError } from '../../../src/core/errors.ts';
import { type OpensshOptions, opensshTransport } from '../../../src/transports/index.ts';
import { commandLines } from '../../support/command-lines.ts';
import { descendantsOf } from '../../support/descendants-of.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { portOf } from '../../support/port-of.ts';
import { ran } from '../../support/ran.ts';
import { signalProcesses } from '../../support/signal-processes.ts';
import { noSshd, type SshdOptions, startSshd } from '../../support/sshd.ts';
import { startController } from './a-controller.ts';

const never = new AbortController().signal;
const pinned = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

function connect(vars: Readonly<Record<string, unknown>>, options: OpensshOptions = {}, signal = never) {
  const own = {
    ansible_host: '127.0.0.1',
    ansible_user: 'root',
    drover_host_key: pinned,
    drover_ssh_config_file: 'none',
  };
  return opensshTransport(options).connect({ name: 'web1', groups: [], vars: { ...own, ...vars } }, signal);
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

async function connected(options: OpensshOptions = {}, sshdOptions: SshdOptions = {}) {
  const sshd = await startSshd(sshdOptions);
  onTestFinished(() => sshd[Symbol.asyncDispose]());
  const connection = await connect(sshd.vars, options);
  onTestFinished(() => connection[Symbol.asyncDispose]());
  return { sshd, connection };
}

/** What `ssh` processes there are whose control socket goes with a port. */
const clients = (port: number) => commandLines('ssh ').filter((line) => line.includes(`Port=${port}`));
const keepers = (port: number) =>
  commandLines('/bin/sh -c exec 3<&0').filter((line) => line.includes(`Port=${port}`));
const directories = () => readdirSync(temporary).filter((name) => /^drover-.{6}$/.test(name));

/** The `ssh` that holds our connection to a port. */
async function masterOf(port: number): Promise<number> {
  const below = await descendantsOf(process.pid);
  const masters = below.filter((pid) => {
    const line = commandLineOf(pid);
    return line.startsWith('ssh\0') && line.includes(`Port=${port}`);
  });
  expect(masters).toHaveLength(1);
  return masters[0] ?? 0;
}

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It has ended.
    return '';
  }
}

let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 't-'));
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true });
});

describe('a connection by ssh that cannot be made', () => {
  it('says that the port refuses', async () => {
    const port = await freePort();
    const attempt = connect({ ansible_port: port });
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toThrow(`web1 (ssh root@127.0.0.1:${port}) refused the connection`);
  });

  it('says that the name is not known', async () => {
    const attempt = connect({ ansible_host: 'no-such-host.invalid' });
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toThrow('cannot be reached: its name is not known');
  });

  it('is given up when the server takes it and says nothing', async () => {
    const port = await listen(() => {});
    const attempt = connect({ ansible_port: port, drover_connect_timeout_ms: 200 });
    await expect(attempt).rejects.toThrow(TimeoutError);
    await expect(attempt).rejects.toThrow('the SSH login was not done within 0.4 s');
  });

  it('tells by the words of ssh that the server says nothing', async () => {
    const port = await listen(() => {});
    const attempt = connect({ ansible_port: port, drover_connect_timeout_ms: 1_000 });
    await expect(attempt).rejects.toThrow(TimeoutError);
    await expect(attempt).rejects.toThrow(/did not answer in time: .*timed out/);
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
    expect(clients(port)).toEqual([]);
  });

  it.each([
    ['is no SSH', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['went away', (socket: Socket) => socket.destroy()],
  ])('says that what answers %s', async (_, serve) => {
    const port = await listen(serve);
    const attempt = connect({ ansible_port: port });
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toThrow('ended the connection before it was ready');
  });

  it('says that there is no ssh', async () => {
    const attempt = connect({}, { program: '/nowhere/ssh' });
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toThrow('there is no program ssh on this machine');
  });

  it('says that its configuration is wrong', async () => {
    const attempt = connect({ ansible_ssh_common_args: '-o NoSuchOption=yes' });
    await expect(attempt).rejects.toThrow(ConnectionError);
    await expect(attempt).rejects.toMatchObject({ hint: expect.stringContaining('ansible_ssh_common_args') });
  });

  it.each([
    [{ ansible_password: 'open sesame' }, 'ansible_password cannot be used'],
    [{ ansible_ssh_private_key_passphrase: 'xyzzy' }, 'ansible_ssh_private_key_passphrase cannot be used'],
    [{ ansible_ssh_common_args: '-o "User' }, 'ansible_ssh_common_args has a quote that is not closed'],
  ])('is refused for %j', async (vars, complaint) => {
    const attempt = connect(vars);
    await expect(attempt).rejects.toThrow(DefinitionError);
    await expect(attempt).rejects.toThrow(`Host "web1": ${complaint}`);
    expect(directories()).toEqual([]);
  });

  it('leaves no process and no directory', async () => {
    const port = await listen(() => {});
    const attempt = connect({ ansible_port: port, drover_connect_timeout_ms: 100 });
    await expect(attempt).rejects.toThrow(TimeoutError);
    expect([clients(port), keepers(port), directories()]).toEqual([[], [], []]);
  });
});

describe.skipIf(noSshd() !== undefined)('a connection by ssh', () => {
  it('that loses its server says so, to everyone who waits', async () => {
    const { sshd, connection } = await connected();
    const channel = await connection.open('echo here; cat');
    await once(channel.stdout, 'data');
    await sshd.kill();
    expect(await channel.closed).toEqual({ code: null, signal: null });
    expect(await connection.lost).toBeInstanceOf(ConnectionError);
    await expect(connection.open('true')).rejects.toThrow(/The connection to web1 .* was lost: .*closed by/);
  });

  it('whose master dies is lost, and so are its programs', async () => {
    const { sshd, connection } = await connected();
    const channel = await connection.open('echo here; cat');
    await once(channel.stdout, 'data');
    process.kill(await masterOf(sshd.port), 'SIGKILL');
    expect(await channel.closed).toEqual({ code: null, signal: null });
    expect(await connection.lost).toBeInstanceOf(ConnectionError);
    await connection[Symbol.asyncDispose]();
    expect(keepers(sshd.port)).toEqual([]);
  });

  it('whose server stops answering is lost after three unanswered questions', async () => {
    const { sshd, connection } = await connected({ keepaliveMs: 1_000 });
    signalProcesses(await descendantsOf(sshd.pid), 'SIGSTOP');
    expect(await connection.lost).toMatchObject({
      message: expect.stringMatching(/was lost: Timeout, server .* not responding/),
    });
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
    await eventually(async () => void (await (await connection.open('true')).closed));
  });

  it('outlives new keys in its middle', async () => {
    const { connection } = await connected({}, { config: ['RekeyLimit 1M'] });
    const bytes = Buffer.alloc(5_000_000, 'drover');
    const { stdout } = await ran(await connection.open('cat'), bytes);
    expect(stdout.equals(bytes)).toBe(true);
  });

  it('shows nothing of ssh or of the banner in what a program says', async () => {
    const { connection } = await connected({}, { config: ['Banner /etc/hostname'] });
    expect(await ran(await connection.open('echo err >&2'))).toMatchObject({ stderr: 'err\n' });
  });

  it('leaves no process and no directory', async () => {
    const { sshd, connection } = await connected();
    expect(clients(sshd.port)).toHaveLength(1);
    await connection.open('cat');
    await connection[Symbol.asyncDispose]();
    expect([clients(sshd.port), keepers(sshd.port), directories()]).toEqual([[], [], []]);
  });

  it('leaves no directory where its keeper is killed', async () => {
    const { sshd, connection } = await connected();
    const below = await descendantsOf(process.pid);
    const keeper = below.find((pid) => commandLineOf(pid).includes(`drover-ssh\0${temporary}`));
    process.kill(keeper ?? 0, 'SIGKILL');
    expect(await connection.lost).toBeInstanceOf(ConnectionError);
    expect(directories()).toEqual([]);
    await eventually(() => expect(clients(sshd.port)).toEqual([]));
  });

  it('ends on both sides when the controller is killed', async () => {
    const sshd = await startSshd();
    onTestFinished(() => sshd[Symbol.asyncDispose]());
    const mark = `9${process.pid}7`;
    const controller = await startController(sshd.vars, `sh -c 'sleep ${mark} & cat; kill $!'`);
    await eventually(() => expect(commandLines(`sleep ${mark}`)).toHaveLength(1));
    expect(clients(sshd.port)).toHaveLength(1);
    process.kill(controller, 'SIGKILL');
    await eventually(() => expect([clients(sshd.port), keepers(sshd.port)]).toEqual([[], []]));
    await eventually(() => expect(commandLines(`sleep ${mark}`)).toEqual([]));
    await eventually(() => expect(directories()).toEqual([]));
  });
});
