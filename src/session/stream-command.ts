import { randomBytes } from 'node:crypto';
import type { ByteStream, Progress } from '../core/command.ts';
import type { Channel, Connection } from '../core/connection.ts';
import { TimeoutError } from '../core/errors.ts';
import { type Shell, sh } from '../core/sh.ts';
import { FrameReader, type FrameResult } from './frame-reader.ts';
import { hangUp } from './hang-up.ts';
import { heartbeat } from './heartbeat.ts';
import { megabytes } from './megabytes.ts';
import type { OnLine } from './on-line.ts';
import { prelude } from './prelude.ts';
import { remainsOf } from './remains.ts';
import { scriptFromInput } from './script-from-input.ts';
import { sendBytes } from './send-bytes.ts';
import { type StartOptions, startProgram } from './start-program.ts';
import { supervisor } from './supervisor.ts';

export interface StreamOptions extends StartOptions {
  readonly stdin: ByteStream;
  /** For all of it. */
  readonly timeoutMs: number;
  /** For so long no byte may move: then we end it and, half as long after, the host where the link is cut. Default: 60 s. */
  readonly idleMs?: number;
  readonly onProgress?: (progress: Progress) => void;
  readonly onLine?: OnLine;
  /** What the shells of this host have set, such as variables. */
  readonly setting?: Shell;
  /** Told once it runs: what ends, from another session of the same user, all that a lost connection left of it. */
  readonly onStarted?: (remains: Shell) => void;
}

/** No oftener than this is somebody told how far it is, in ms: more nobody can read. */
const progressMs = 100;

/** Where both sides can tell that nothing moves, it must be ours that says so. */
const hostPatience = 1.5;

/** How a stream ended that the host ended, or whose connection was lost. */
const lost: FrameResult = { code: -1, stdout: '', stderr: '', dropped: 0 };

/**
 * Runs a script on a channel of its own with a stream as its standard input, in constant memory. When it is cancelled
 * or too slow, or the connection breaks, all that it started is ended on the host; the script may see the end of its
 * input just before, so it has to count the bytes it got. Rejects with a TimeoutError or the reason of the signal.
 */
export async function streamCommand(
  connection: Connection,
  script: Shell,
  options: StreamOptions,
): Promise<FrameResult> {
  const { stdin, idleMs = 60_000, setting = sh`:`, onStarted } = options;
  const token = randomBytes(12).toString('hex');
  // The input does not end with the stream: what comes after it is the heartbeat.
  const run = sh`${first(stdin.bytes)} | ( eval ${script.text} )`.text;
  const end = `_r=$?; echo; echo "${token} $_r"; { echo; echo ${token}; } >&2`;
  const { reader, lines } = scriptFromInput(`${setting.text}\n${run}`);
  const work = [prelude, reader, end].join('; ');
  const program = await startProgram(
    connection,
    supervisor({ work, leaseMs: idleMs * hostPatience }),
    options,
  );
  onStarted?.(remainsOf(program));
  try {
    program.channel.stdin.write(lines);
    return await transfer(program.channel, token, { ...options, idleMs });
  } catch (error) {
    await hangUp(connection, program, options);
    throw error;
  }
}

/** Hands on so many bytes. Where dd can count them it does, in large pieces: head takes small ones. */
function first(bytes: number): Shell {
  const counting = sh`iflag=fullblock,count_bytes`;
  return sh`if dd ${counting} count=0 </dev/null; then dd bs=64k ${counting} count=${bytes}; else head -c ${bytes}; fi 2>/dev/null`;
}

async function transfer(
  channel: Channel,
  token: string,
  { host, stdin, timeoutMs, idleMs, signal, onProgress, onLine }: StreamOptions & { readonly idleMs: number },
): Promise<FrameResult> {
  const over = Promise.withResolvers<never>();
  over.promise.catch(() => {});
  const answer = answerOf(channel, token, onLine);
  const sending = new AbortController();
  const stop = () => over.reject(signal.reason);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const total = setTimeout(() => over.reject(tooLong(host, stdin, timeoutMs)), timeoutMs);
  const idle = setTimeout(() => over.reject(stalled(host, stdin, idleMs)), idleMs);
  let toldAt = 0;
  const onAccepted = (bytes: number) => {
    idle.refresh();
    if (bytes < stdin.bytes && performance.now() - toldAt < progressMs) return;
    toldAt = performance.now();
    onProgress?.(progressOf(bytes, stdin.bytes));
  };
  try {
    const sent = sendBytes(channel.stdin, stdin, { host, onAccepted, signal: sending.signal });
    await Promise.race([sent, answer, over.promise]);
    clearTimeout(idle);
    using _alive = heartbeat(channel.stdin, idleMs);
    return await Promise.race([answer, over.promise]);
  } finally {
    clearTimeout(total);
    clearTimeout(idle);
    signal.removeEventListener('abort', stop);
    sending.abort();
    channel.close();
  }
}

function answerOf(channel: Channel, token: string, onLine: OnLine | undefined): Promise<FrameResult> {
  const { promise, resolve } = Promise.withResolvers<FrameResult>();
  new FrameReader(channel).expect({ token, onLine, onEnd: resolve });
  channel.stdin.on('error', () => {});
  void channel.closed.then(() => resolve(lost));
  return promise;
}

function progressOf(sent: number, bytes: number): Progress {
  return {
    text: `${megabytes(sent)} of ${megabytes(bytes)} MB`,
    fraction: bytes === 0 ? 1 : sent / bytes,
  };
}

function tooLong(host: string, { bytes }: ByteStream, timeoutMs: number): TimeoutError {
  return new TimeoutError(`${megabytes(bytes)} MB did not reach ${host} within ${timeoutMs / 1000} s`, {
    hint: 'What had begun has been ended on the host. Give the task a longer timeoutMs if the link is slow.',
  });
}

function stalled(host: string, { bytes }: ByteStream, idleMs: number): TimeoutError {
  return new TimeoutError(
    `Not one byte of ${megabytes(bytes)} MB was taken by ${host} for ${idleMs / 1000} s`,
    { hint: 'Is the link cut, or does what reads them there wait for something else?' },
  );
}
