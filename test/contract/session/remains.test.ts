import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/core/connection.ts';
import { type Shell, sh } from '../../../src/core/sh.ts';
import { remainsOf } from '../../../src/session/remains.ts';
import { ShellSession } from '../../../src/session/shell-session.ts';
import { streamCommand } from '../../../src/session/stream-command.ts';
import { localTransport } from '../../../src/transports/local.ts';
import { commandLines } from '../../support/command-lines.ts';
import { eventually } from '../../support/eventually.ts';
import { groupMembers } from '../../support/group-members.ts';
import { shells } from '../../support/shells.ts';

const host = { name: 'here', groups: [], vars: {} };
const timeoutMs = 20_000;
const isRoot = process.getuid?.() === 0;
const { signal } = new AbortController();

let connection: Connection;
beforeAll(async () => {
  connection = await localTransport().connect(host, signal);
});
afterAll(() => connection[Symbol.asyncDispose]());

const open = (shell: string, user?: string) =>
  ShellSession.open(connection, {
    host: 'here',
    shell,
    signal,
    ...(user === undefined ? {} : { become: { user } }),
  });

describe.concurrent.each(shells)('what a lost session left, in %s', (shell) => {
  const mark = (number: number) => `7${process.pid}${shells.indexOf(shell)}${number}`;

  it.each(isRoot ? [undefined, 'nobody'] : [undefined])(
    'is ended by the next session before it does anything else (become: %s)',
    async (user) => {
      const own = mark(user === undefined ? 1 : 2);
      const before = await open(shell, user);
      const after = await open(shell, user);
      const work = before.frame(sh`trap '' TERM HUP; sleep ${own} & sleep ${own}`, { timeoutMs });
      work.catch(() => {});
      await eventually(() => expect(commandLines(`sleep ${own}`)).toHaveLength(2));
      const ending = await after.frame(before.remains, { timeoutMs });
      expect(ending).toMatchObject({ code: 0, stdout: '', stderr: '' });
      expect(commandLines(`sleep ${own}`)).toEqual([]);
      await expect(work).rejects.toThrow('was lost');
      expect(await after.frame(before.remains, { timeoutMs })).toMatchObject({ code: 0, stderr: '' });
      await after[Symbol.asyncDispose]();
    },
  );

  it('is left alone when another group has got its number', async () => {
    const before = await open(shell);
    const after = await open(shell);
    const { stdout } = await before.frame(sh`ps -o pgid= -p $$`, { timeoutMs });
    const group = Number(stdout);
    const other = remainsOf({ group, mark: 'of-another-program' });
    expect(await after.frame(other, { timeoutMs })).toMatchObject({ code: 0, stderr: '' });
    expect(groupMembers(group)).not.toEqual([]);
    expect(await before.frame(sh`echo alive`, { timeoutMs })).toMatchObject({ stdout: 'alive\n' });
    await before[Symbol.asyncDispose]();
    await after[Symbol.asyncDispose]();
  });

  it('may be a stream, which is ended too', async () => {
    const own = mark(3);
    const started = Promise.withResolvers<Shell>();
    const streaming = streamCommand(connection, sh`cat >/dev/null; sleep ${own}`, {
      host: 'here',
      shell,
      signal,
      timeoutMs,
      onProgress: () => {},
      onStarted: started.resolve,
      stdin: { bytes: 0, open: async function* () {} },
    });
    const after = await open(shell);
    await eventually(() => expect(commandLines(`sleep ${own}`)).toHaveLength(1));
    await after.frame(await started.promise, { timeoutMs });
    expect(commandLines(`sleep ${own}`)).toEqual([]);
    expect((await streaming).code).toBe(-1);
    await after[Symbol.asyncDispose]();
  });
});
