import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel, Connection } from '../../../src/core/connection.ts';
import { sh } from '../../../src/core/sh.ts';
import { heartbeat } from '../../../src/session/heartbeat.ts';
import { ShellSession } from '../../../src/session/shell-session.ts';
import { type StartedProgram, startProgram } from '../../../src/session/start-program.ts';
import { streamCommand } from '../../../src/session/stream-command.ts';
import { supervisor } from '../../../src/session/supervisor.ts';
import { localTransport } from '../../../src/transports/local.ts';
import { commandLines } from '../../support/command-lines.ts';
import { eventually } from '../../support/eventually.ts';
import { groupMembers } from '../../support/group-members.ts';
import { shells } from '../../support/shells.ts';
import { watchedEnd } from '../../support/watched-end.ts';

const host = { name: 'here', groups: [], vars: {} };
const leaseMs = 1_800;
/** For whoever has to keep it up: our own signs of life may come late on a busy machine. */
const longLeaseMs = 4_000;
const timeoutMs = 50_000;
const isRoot = process.getuid?.() === 0;
const { signal } = new AbortController();

let connection: Connection;
beforeAll(async () => {
  connection = await localTransport().connect(host, signal);
});
afterAll(() => connection[Symbol.asyncDispose]());

interface Silent {
  readonly user?: string;
  readonly leaseMs?: number;
  readonly patience?: number;
}

/** A program under the lease that hears only what the test writes. */
async function silent(
  shell: string,
  { user, leaseMs: own = leaseMs, patience = 3 }: Silent = {},
): Promise<StartedProgram> {
  const options = { host: 'here', shell, signal, ...(user === undefined ? {} : { become: { user } }) };
  const program = await startProgram(
    connection,
    supervisor({ work: shell, leaseMs: own, patience }),
    options,
  );
  program.channel.stdout.resume();
  program.channel.stderr.resume();
  return program;
}

/** Has work done there, and gives signs of life until it can be seen. */
async function begin({ stdin }: Channel, mark: string): Promise<void> {
  using _alive = heartbeat(stdin, leaseMs);
  stdin.write(`sleep ${mark} & sleep ${mark}\n`);
  await eventually(() => expect(commandLines(`sleep ${mark}`)).toHaveLength(2));
}

describe.concurrent.each(shells)('the lease in %s', (shell) => {
  const mark = (number: number) => `8${process.pid}${shells.indexOf(shell)}${number}`;

  it('ends all of a session when nothing has come for its length', async () => {
    const { channel, group = 0 } = await silent(shell);
    const begun = performance.now();
    await begin(channel, mark(1));
    await channel.closed;
    expect(performance.now() - begun).toBeGreaterThanOrEqual(leaseMs);
    await eventually(() => expect(commandLines(`sleep ${mark(1)}`)).toEqual([]));
    await eventually(() => expect(groupMembers(group)).toEqual([]));
  });

  it.runIf(isRoot)('does so for another user too', async () => {
    const { channel, group = 0 } = await silent(shell, { user: 'nobody' });
    await begin(channel, mark(2));
    await channel.closed;
    await eventually(() => expect(commandLines(`sleep ${mark(2)}`)).toEqual([]));
    await eventually(() => expect(groupMembers(group)).toEqual([]));
  });

  it('runs out all the same when the work takes nothing of what has come for too long', async () => {
    const { channel } = await silent(shell);
    channel.stdin.write(`sleep ${mark(3)}\n: ${'x'.repeat(1_000_000)}\n`);
    await eventually(() => expect(commandLines(`sleep ${mark(3)}`)).toHaveLength(1));
    await eventually(() => expect(commandLines(`sleep ${mark(3)}`)).toEqual([]), timeoutMs);
  });

  it('does not run out so soon while the work is busy and reads nothing', async () => {
    const { channel } = await silent(shell, { patience: 10 });
    using _alive = heartbeat(channel.stdin, leaseMs);
    channel.stdin.write(`sleep ${(2 * leaseMs) / 1000}; echo done >&2\n`);
    channel.stdin.write(`: ${'x'.repeat(300_000)}\n`);
    let said = '';
    channel.stderr.on('data', (text: Buffer) => (said += text.toString()));
    await eventually(() => expect(said).toContain('done'), timeoutMs);
    channel.close();
  });

  it('is kept by a session that is idle or busy, and by a stream whose script works on', async () => {
    const { channel: other } = await silent(shell, { leaseMs: longLeaseMs });
    const options = { host: 'here', shell, signal, leaseMs: longLeaseMs };
    const session = await ShellSession.open(connection, options);
    const streaming = streamCommand(connection, sh`cat; sleep ${(2 * longLeaseMs) / 1000}; echo end`, {
      host: 'here',
      shell,
      signal,
      timeoutMs,
      idleMs: longLeaseMs,
      onProgress: () => {},
      stdin: {
        bytes: 6,
        open: async function* () {
          yield Buffer.from('start\n');
        },
      },
    });
    await other.closed;
    const work = session.frame(sh`sleep ${(1.5 * longLeaseMs) / 1000}; echo done`, { timeoutMs });
    expect((await work).stdout).toBe('done\n');
    expect(await streaming).toMatchObject({ code: 0, stdout: 'start\nend\n' });
    expect((await session.frame(sh`echo again`, { timeoutMs })).stdout).toBe('again\n');
    await session[Symbol.asyncDispose]();
  });

  it('leaves nothing behind and has nothing waited for when a session ends well', async () => {
    await using patient = await localTransport({ graceMs: 60_000 }).connect(host, signal);
    const { connection: watched, order } = watchedEnd(patient);
    const options = { host: 'here', shell, signal, farewellMs: 60_000 };
    const session = await ShellSession.open(watched, options);
    const { stdout } = await session.frame(sh`ps -o pgid= -p $$`, { timeoutMs });
    expect(groupMembers(Number(stdout)).length).toBeGreaterThan(3);
    await session[Symbol.asyncDispose]();
    expect(order[0]).toBe('left');
    await eventually(() => expect(groupMembers(Number(stdout))).toEqual([]));
  });
});
