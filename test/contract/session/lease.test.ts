import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel, Connection } from '../../../src/core/connection.ts';
import { sh } from '../../../src/core/sh.ts';
import { ShellSession } from '../../../src/session/shell-session.ts';
import { type StartedProgram, startProgram } from '../../../src/session/start-program.ts';
import { streamCommand } from '../../../src/session/stream-command.ts';
import { supervisor } from '../../../src/session/supervisor.ts';
import { localTransport } from '../../../src/transports/local.ts';
import { commandLines } from '../../support/command-lines.ts';
import { eventually } from '../../support/eventually.ts';
import { groupMembers } from '../../support/group-members.ts';
import { shells } from '../../support/shells.ts';

const host = { name: 'here', groups: [], vars: {} };
const leaseMs = 1_800;
const timeoutMs = 20_000;
const isRoot = process.getuid?.() === 0;
const { signal } = new AbortController();

let connection: Connection;
beforeAll(async () => {
  connection = await localTransport().connect(host, signal);
});
afterAll(() => connection[Symbol.asyncDispose]());

/** A program under the lease that hears only what the test writes. */
async function silent(shell: string, user?: string): Promise<StartedProgram> {
  const options = { host: 'here', shell, signal, ...(user === undefined ? {} : { become: { user } }) };
  const program = await startProgram(connection, supervisor({ work: shell, leaseMs, patience: 3 }), options);
  program.channel.stdout.resume();
  program.channel.stderr.resume();
  return program;
}

async function begin({ stdin }: Channel, mark: string): Promise<void> {
  stdin.write(`sleep ${mark} & sleep ${mark}\n`);
  await eventually(() => expect(commandLines(`sleep ${mark}`)).toHaveLength(2));
}

describe.concurrent.each(shells)('the lease in %s', (shell) => {
  const mark = (number: number) => `8${process.pid}${shells.indexOf(shell)}${number}`;

  it('ends all of a session when nothing has come for its length', async () => {
    const { channel, group = 0 } = await silent(shell);
    await begin(channel, mark(1));
    const begun = performance.now();
    await channel.closed;
    expect(performance.now() - begun).toBeGreaterThan(leaseMs / 2);
    await eventually(() => expect(commandLines(`sleep ${mark(1)}`)).toEqual([]));
    await eventually(() => expect(groupMembers(group)).toEqual([]));
  });

  it.runIf(isRoot)('does so for another user too', async () => {
    const { channel, group = 0 } = await silent(shell, 'nobody');
    await begin(channel, mark(2));
    await channel.closed;
    await eventually(() => expect(commandLines(`sleep ${mark(2)}`)).toEqual([]));
    await eventually(() => expect(groupMembers(group)).toEqual([]));
  });

  it('runs out all the same when the work takes nothing of what has come for too long', async () => {
    const { channel } = await silent(shell);
    channel.stdin.write(`sleep ${mark(3)}\n: ${'x'.repeat(1_000_000)}\n`);
    await eventually(() => expect(commandLines(`sleep ${mark(3)}`)).toHaveLength(1));
    await eventually(() => expect(commandLines(`sleep ${mark(3)}`)).toEqual([]), 10 * leaseMs);
  });

  it('does not run out so soon while the work is busy and reads nothing', async () => {
    const { channel } = await silent(shell);
    const beat = setInterval(() => channel.stdin.write('\n'), leaseMs / 6);
    channel.stdin.write(`sleep ${(2 * leaseMs) / 1000}; echo done >&2\n`);
    channel.stdin.write(`: ${'x'.repeat(300_000)}\n`);
    let said = '';
    channel.stderr.on('data', (text: Buffer) => (said += text.toString()));
    await eventually(() => expect(said).toContain('done'));
    clearInterval(beat);
    channel.close();
  });

  it('is kept by a session that is idle or busy, and by a stream whose script works on', async () => {
    const { channel: other } = await silent(shell);
    const session = await ShellSession.open(connection, { host: 'here', shell, signal, leaseMs });
    const streaming = streamCommand(connection, sh`cat; sleep ${(2 * leaseMs) / 1000}; echo end`, {
      host: 'here',
      shell,
      signal,
      timeoutMs,
      idleMs: leaseMs,
      onProgress: () => {},
      stdin: {
        bytes: 6,
        open: async function* () {
          yield Buffer.from('start\n');
        },
      },
    });
    await other.closed;
    const work = session.frame(sh`sleep ${(2 * leaseMs) / 1000}; echo done`, { timeoutMs });
    expect((await work).stdout).toBe('done\n');
    expect(await streaming).toMatchObject({ code: 0, stdout: 'start\nend\n' });
    expect((await session.frame(sh`echo again`, { timeoutMs })).stdout).toBe('again\n');
    await session[Symbol.asyncDispose]();
  });

  it('leaves nothing behind and takes no time when a session ends well', async () => {
    const session = await ShellSession.open(connection, { host: 'here', shell, signal });
    const { stdout } = await session.frame(sh`ps -o pgid= -p $$`, { timeoutMs });
    expect(groupMembers(Number(stdout)).length).toBeGreaterThan(3);
    const begun = performance.now();
    await session[Symbol.asyncDispose]();
    expect(performance.now() - begun).toBeLessThan(1_500);
    await eventually(() => expect(groupMembers(Number(stdout))).toEqual([]));
  });
});
