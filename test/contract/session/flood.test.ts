import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/core/connection.ts';
import { CancelledError, TimeoutError } from '../../../src/core/errors.ts';
import { sh } from '../../../src/core/sh.ts';
import { ShellSession } from '../../../src/session/shell-session.ts';
import { localTransport } from '../../../src/transports/local.ts';
import { commandLines } from '../../support/command-lines.ts';
import { eventually } from '../../support/eventually.ts';
import { growthDuring } from '../../support/growth-during.ts';
import { shells } from '../../support/shells.ts';

const host = { name: 'here', groups: [], vars: {} };
const timeoutMs = 60_000;
const megabyte = 1024 * 1024;

let connection: Connection;
beforeAll(async () => {
  connection = await localTransport().connect(host, new AbortController().signal);
});
afterAll(() => connection[Symbol.asyncDispose]());

const open = (shell: string, { signal } = new AbortController()) =>
  ShellSession.open(connection, { host: 'here', shell, signal });

describe.each(shells)('a flood of output in %s', (shell) => {
  const word = (number: number) => `flood-${process.pid}-${shells.indexOf(shell)}-${number}`;

  it('does not fill memory, and ends with its time-out', async () => {
    const session = await open(shell);
    const growth = await growthDuring(async () => {
      const frame = session.frame(sh`yes ${word(1)} & yes ${word(1)} >&2`, { timeoutMs: 2_000 });
      await expect(frame).rejects.toThrow(TimeoutError);
    });
    expect(growth).toBeLessThan(150);
    await eventually(() => expect(commandLines(`yes ${word(1)}`)).toEqual([]));
  });

  it('ends at once when it is cancelled', async () => {
    const stop = new AbortController();
    const session = await open(shell, stop);
    let lines = 0;
    const onLine = () => {
      lines += 1;
      if (lines === 100_000) stop.abort(new CancelledError('enough'));
    };
    await expect(session.frame(sh`yes ${word(2)}`, { timeoutMs, onLine })).rejects.toThrow('enough');
    await eventually(() => expect(commandLines(`yes ${word(2)}`)).toEqual([]));
  });

  it('may be any bytes, on both outputs', async () => {
    const session = await open(shell);
    const script = sh`head -c 3000000 /dev/urandom; head -c 3000000 /dev/urandom >&2; exit 3`;
    const [noise, next] = await Promise.all([
      session.frame(script, { timeoutMs }),
      session.frame(sh`printf '\n\0\n%s' next`, { timeoutMs }),
    ]);
    expect(noise).toMatchObject({ code: 3, dropped: 0 });
    expect(next).toMatchObject({ code: 0, stdout: '\n\0\nnext' });
    await session[Symbol.asyncDispose]();
  });
});

it('a line of 100 MB is read in seconds, and not kept', async () => {
  const session = await open('sh');
  const lines: number[] = [];
  const growth = await growthDuring(async () => {
    const script = sh`head -c 100000000 /dev/zero | tr '\0' x; echo; echo end`;
    const answer = await session.frame(script, { timeoutMs, onLine: (line) => lines.push(line.length) });
    expect(answer.dropped).toBe(100_000_005 - 8 * megabyte);
    expect(answer.stdout.endsWith('x\nend\n')).toBe(true);
  });
  expect(lines).toEqual([3]);
  expect(growth).toBeLessThan(150);
  await session[Symbol.asyncDispose]();
});

it('output in single bytes is read in seconds, and takes no more memory than in one piece', async () => {
  const session = await open('sh');
  const growth = await growthDuring(async () => {
    const script = sh`dd if=/dev/zero bs=1 count=400000 2>/dev/null`;
    expect((await session.frame(script, { timeoutMs })).stdout).toHaveLength(400_000);
  });
  expect(growth).toBeLessThan(100);
  await session[Symbol.asyncDispose]();
});
