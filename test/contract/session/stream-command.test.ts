import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ByteStream } from '../../../src/core/command.ts';
import type { Connection } from '../../../src/core/connection.ts';
import { CancelledError, RefusedError, TimeoutError } from '../../../src/core/errors.ts';
import { type Shell, sh } from '../../../src/core/sh.ts';
import { type StreamOptions, streamCommand } from '../../../src/session/stream-command.ts';
import { localTransport } from '../../../src/transports/local.ts';
import { commandLines } from '../../support/command-lines.ts';
import { eventually } from '../../support/eventually.ts';
import { shells } from '../../support/shells.ts';

const host = { name: 'here', groups: [], vars: {} };
const { signal } = new AbortController();

let connection: Connection;
beforeAll(async () => {
  connection = await localTransport().connect(host, signal);
});
afterAll(() => connection[Symbol.asyncDispose]());

describe.concurrent.each(shells)('a stream in %s', (shell) => {
  const mark = (number: number) => `6${process.pid}${shells.indexOf(shell)}${number}`;
  const stream = (
    script: Shell,
    chunks: () => AsyncIterable<Uint8Array>,
    { bytes, sha256, ...more }: Partial<StreamOptions> & Pick<ByteStream, 'bytes' | 'sha256'>,
  ) =>
    streamCommand(connection, script, {
      host: 'here',
      shell,
      signal,
      timeoutMs: 50_000,
      onProgress: () => {},
      stdin: { bytes, open: chunks, ...(sha256 === undefined ? {} : { sha256 }) },
      ...more,
    });
  const endless = async function* () {
    for (;;) yield new Uint8Array(64 * 1024);
  };
  const stuck = async function* () {
    yield new Uint8Array(10);
    await new Promise(() => {});
  };

  it('brings all bytes and no more, whatever they are', async () => {
    const bytes = Uint8Array.from({ length: 100_003 }, (_, index) => (index * 31 + (index >> 8)) % 256);
    const chunks = async function* () {
      for (let at = 0; at < bytes.length; at += 7_919) yield bytes.subarray(at, at + 7_919);
    };
    const answer = await stream(sh`od -An -v -tx1 | tr -d ' \n'; echo err >&2; exit 4`, chunks, {
      bytes: bytes.length,
    });
    expect(answer).toMatchObject({ code: 4, stderr: 'err\n', dropped: 0 });
    expect(answer.stdout).toBe(Buffer.from(bytes).toString('hex'));
  });

  it('ends with its script, though it was not read to the end', async () => {
    expect(await stream(sh`head -c 5 >/dev/null; exit 3`, endless, { bytes: 1e9 })).toMatchObject({
      code: 3,
    });
  });

  it.each([
    ['stands still because the source gives nothing', stuck, sh`cat >/dev/null`, 'Not one byte of 1.0 MB'],
    ['stands still because nobody reads it', endless, sh`sleep ${mark(3)}`, 'Not one byte of 1.0 MB'],
  ])('is given up when it %s', async (_, chunks, script, words) => {
    const streaming = stream(script, chunks, { bytes: 1e6, idleMs: 2_000 });
    await expect(streaming).rejects.toThrow(TimeoutError);
    await expect(streaming).rejects.toThrow(words);
    await eventually(() => expect(commandLines(`sleep ${mark(3)}`)).toEqual([]));
  });

  it('that nobody reads is ended on the host at once when it is cancelled', async () => {
    const stop = new AbortController();
    const streaming = stream(sh`sleep ${mark(4)}`, endless, { bytes: 1e9, signal: stop.signal });
    streaming.catch(() => {});
    await eventually(() => expect(commandLines(`sleep ${mark(4)}`)).toHaveLength(1));
    stop.abort(new CancelledError('enough'));
    await expect(streaming).rejects.toThrow('enough');
    await eventually(() => expect(commandLines(`sleep ${mark(4)}`)).toEqual([]));
  });

  it('that is slow but moves is given up only when its whole time is over', async () => {
    const slow = async function* () {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        yield new Uint8Array(10);
      }
    };
    const streaming = stream(sh`cat >/dev/null`, slow, { bytes: 1e6, idleMs: 4_000, timeoutMs: 6_000 });
    await expect(streaming).rejects.toThrow('1.0 MB did not reach here within 6 s');
  });

  it('takes with it what its script still does when it is cancelled or too slow', async () => {
    const stop = new AbortController();
    const none = async function* () {};
    const script = sh`sleep ${mark(1)} & sleep ${mark(1)}`;
    const cancelled = stream(script, none, { bytes: 0, signal: stop.signal });
    cancelled.catch(() => {});
    await eventually(() => expect(commandLines(`sleep ${mark(1)}`)).toHaveLength(2));
    stop.abort(new CancelledError('enough'));
    await expect(cancelled).rejects.toThrow('enough');
    await eventually(() => expect(commandLines(`sleep ${mark(1)}`)).toEqual([]));
    const slow = stream(sh`sleep ${mark(2)}`, none, { bytes: 0, timeoutMs: 500 });
    await expect(slow).rejects.toThrow('within 0.5 s');
    await eventually(() => expect(commandLines(`sleep ${mark(2)}`)).toEqual([]));
  });

  it.each([
    ['more', 5],
    ['less', 15],
  ])('is refused when its source has %s than it promised', async (_, bytes) => {
    const ten = async function* () {
      yield new Uint8Array(10);
    };
    await expect(stream(sh`cat`, ten, { bytes })).rejects.toThrow(RefusedError);
  });

  it('never has its last bytes sent when its source has other bytes than it promised', async () => {
    const got = join(tmpdir(), `drover-stream-${mark(3)}`);
    const piece = 64 * 1024;
    const source = async function* () {
      yield new Uint8Array(piece).fill(1);
      yield new Uint8Array(piece).fill(2);
      await eventually(() => expect(readFileSync(got).includes(1)).toBe(true));
      yield new Uint8Array(piece).fill(3);
    };
    const promised = createHash('sha256').update('something else').digest('hex');
    const sending = stream(sh`cat >${got}`, source, { bytes: 3 * piece, sha256: promised });
    await expect(sending).rejects.toThrow('has other bytes than before');
    expect(readFileSync(got).includes(3)).toBe(false);
    rmSync(got);
  });
});
