import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/core/connection.ts';
import { CancelledError, TimeoutError } from '../../../src/core/errors.ts';
import { Secret } from '../../../src/core/secret.ts';
import { sh } from '../../../src/core/sh.ts';
import { ShellSession } from '../../../src/session/shell-session.ts';
import { streamCommand } from '../../../src/session/stream-command.ts';
import { localTransport } from '../../../src/transports/local.ts';
import { commandLines } from '../../support/command-lines.ts';
import { eventually } from '../../support/eventually.ts';
import { watchedEnd } from '../../support/watched-end.ts';

const shells = ['dash', 'bash', 'busybox sh', 'mksh'];
const timeoutMs = 20_000;
const host = { name: 'here', groups: [], vars: {} };

describe.each(shells)('a session in %s', (shell) => {
  if (spawnSync('sh', ['-c', `command -v ${shell.split(' ')[0]}`]).status !== 0) {
    it.runIf(process.env['CI'] === 'true')('is installed here', () =>
      expect.unreachable(`${shell} is missing`),
    );
    return;
  }
  let connection: Connection;
  let session: ShellSession;
  let stop: AbortController;
  beforeEach(async () => {
    stop = new AbortController();
    connection = await localTransport().connect(host, stop.signal);
    session = await ShellSession.open(connection, { host: 'here', shell, signal: stop.signal });
  });
  afterEach(async () => {
    await session[Symbol.asyncDispose]();
    await connection[Symbol.asyncDispose]();
  });

  it('answers with both outputs apart and the exit code', async () => {
    const answer = await session.frame(sh`echo out; echo err >&2; exit 7`, { timeoutMs });
    expect(answer).toMatchObject({ code: 7, stdout: 'out\n', stderr: 'err\n' });
  });

  it('outlives a syntax error, an exit and a changed directory', async () => {
    await Promise.all([
      session.frame(sh`if ( then`, { timeoutMs }),
      session.frame(sh`exit 1`, { timeoutMs }),
      session.frame(sh`cd /; x=1`, { timeoutMs }),
    ]);
    expect((await session.frame(sh`echo "[$x]"`, { timeoutMs })).stdout).toBe('[]\n');
  });

  it('answers frames written all at once in their order', async () => {
    const frames = Array.from({ length: 200 }, (_, index) =>
      session.frame(sh`printf %s ${index}`, { timeoutMs }),
    );
    const answers = await Promise.all(frames);
    expect(answers.map((answer) => answer.stdout)).toEqual(
      Array.from({ length: 200 }, (_, index) => String(index)),
    );
  });

  it('does not let a command eat what the next frames are', async () => {
    const eater = session.frame(sh`cat`, { timeoutMs });
    const next = session.frame(sh`echo next`, { timeoutMs });
    expect([(await eater).stdout, (await next).stdout]).toEqual(['', 'next\n']);
  });

  it('carries any text and any bytes to standard input and back', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 }).filter((value) => value.isWellFormed());
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        expect((await session.frame(sh`cat`, { timeoutMs, stdin: value })).stdout).toBe(value);
      }),
      { numRuns: 60 },
    );
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);
    const sum = await session.frame(sh`sha256sum`, { timeoutMs, stdin: bytes });
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(sum.stdout.slice(0, 64)).toBe(digest);
  });

  it('carries any word as one word', async () => {
    const word = fc
      .string({ unit: 'binary', maxLength: 60 })
      .filter((value) => value.isWellFormed() && !value.includes('\0'));
    await fc.assert(
      fc.asyncProperty(word, word, async (one, two) => {
        const { stdout } = await session.frame(sh`printf '%s\n-\n%s' ${one} ${two}`, { timeoutMs });
        expect(stdout).toBe(`${one}\n-\n${two}`);
      }),
      { numRuns: 60 },
    );
  });

  it('never shows a secret in the process list', async () => {
    const secret = 'correct-horse-battery';
    const script = sh`cat; for f in /proc/[0-9]*/cmdline; do tr '\0' ' ' <"$f"; done 2>/dev/null | grep -c 'horse-batter[y]'`;
    const answer = await session.frame(script, { timeoutMs, stdin: new Secret(secret) });
    expect(answer.stdout).toBe(`${secret}\n0\n`);
  });

  it('keeps the ends of an endless output, and nothing in between', async () => {
    const answer = await session.frame(sh`head -c 12000000 /dev/zero | tr '\0' x; echo end`, { timeoutMs });
    expect(answer.dropped).toBeGreaterThan(1_000_000);
    expect(answer.stdout.endsWith('xend\n')).toBe(true);
  });

  it('gives lines as they come', async () => {
    const lines: string[] = [];
    await session.frame(sh`echo one; echo two >&2; printf three`, {
      timeoutMs,
      onLine: (line) => lines.push(line),
    });
    expect(lines.toSorted()).toEqual(['one', 'three', 'two']);
  });

  it('ends the whole process group when a frame takes too long', async () => {
    const mark = `9${process.pid}1`;
    const frame = session.frame(sh`sleep ${mark} & sleep ${mark}`, { timeoutMs: 300 });
    await expect(frame).rejects.toThrow(TimeoutError);
    await eventually(() => expect(commandLines(`sleep ${mark}`)).toEqual([]));
  });

  it('ends the whole process group when it is cancelled', async () => {
    const mark = `9${process.pid}2`;
    const frame = session.frame(sh`sleep ${mark} & echo started; sleep ${mark}`, {
      timeoutMs,
      onLine: () => stop.abort(new CancelledError('enough')),
    });
    await expect(frame).rejects.toThrow('enough');
    await eventually(() => expect(commandLines(`sleep ${mark}`)).toEqual([]));
  });

  it('is lost at once when the working shell is killed', async () => {
    const frame = session.frame(sh`kill -KILL $$; sleep 1000`, { timeoutMs });
    await expect(frame).rejects.toThrow('was lost');
  });

  it('leaves by itself when it is ended before it has answered', async () => {
    await using patient = await localTransport({ graceMs: 60_000 }).connect(host, stop.signal);
    const { connection, order } = watchedEnd(patient);
    const options = { host: 'here', shell, signal: stop.signal, farewellMs: 60_000 };
    const busy = await ShellSession.open(connection, options);
    // A shell may be deaf to TERM while it is making a new process: then only KILL ends it.
    const started = Promise.withResolvers<void>();
    const onLine = () => started.resolve();
    const frames = ['echo begun; sleep 600', 'sleep 600'].map((script) =>
      busy.frame(sh`eval ${script}`, { timeoutMs, onLine }),
    );
    const ends = Promise.allSettled(frames);
    await started.promise;
    await busy[Symbol.asyncDispose]();
    await ends;
    expect(order[0]).toBe('left');
  });

  it('kills what does not heed TERM', async () => {
    const mark = `9${process.pid}3`;
    const frame = session.frame(sh`trap '' TERM; sleep ${mark}; sleep ${mark}`, { timeoutMs: 300 });
    await expect(frame).rejects.toThrow(TimeoutError);
    await eventually(() => expect(commandLines(`sleep ${mark}`)).toEqual([]), 15_000);
  });

  it('streams what is too large for a frame', async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(120);
    const progress: number[] = [];
    const answer = await streamCommand(connection, sh`wc -c; echo ${"it's"}; exit 3`, {
      host: 'here',
      shell,
      signal: stop.signal,
      timeoutMs,
      stdin: {
        bytes: 20 * chunk.length,
        open: async function* () {
          for (let count = 0; count < 20; count += 1) yield chunk;
        },
      },
      onProgress: ({ fraction }) => progress.push(fraction ?? 0),
    });
    expect(answer.code).toBe(3);
    expect(answer.stdout.trim().split(/\s+/)).toEqual([String(20 * chunk.length), "it's"]);
    expect(progress.at(-1)).toBe(1);
  });
});
