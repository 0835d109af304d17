import { once } from 'node:events';
import type { ByteStream, Progress } from '../core/command.ts';
import type { Channel, Connection } from '../core/connection.ts';
import { TimeoutError } from '../core/errors.ts';
import { type Shell, sh } from '../core/sh.ts';
import { Output } from './output.ts';
import { prelude } from './prelude.ts';
import type { FrameResult, SessionOptions } from './shell-session.ts';
import { startProgram } from './start-program.ts';

export interface StreamOptions extends SessionOptions {
  readonly stdin: ByteStream;
  readonly timeoutMs: number;
  readonly onProgress: (progress: Progress) => void;
  /** What the shells of this host have set, such as variables. */
  readonly setting?: Shell;
}

/**
 * Runs a script on a channel of its own with a stream as its standard input, in constant memory.
 * The script sees the end of its input also when the connection breaks: it has to count the bytes it got.
 */
export async function streamCommand(
  connection: Connection,
  script: Shell,
  options: StreamOptions,
): Promise<FrameResult> {
  const { host, stdin, timeoutMs, signal, setting = sh`:` } = options;
  const program = `${prelude}; ${setting.text}; ${sh`eval ${script.text}`.text}`;
  const channel = await startProgram(connection, program, options);
  return transfer(channel, options, { host, stdin, timeoutMs, signal });
}

async function transfer(
  channel: Channel,
  { onProgress }: StreamOptions,
  { host, stdin, timeoutMs, signal }: Pick<StreamOptions, 'host' | 'stdin' | 'timeoutMs' | 'signal'>,
): Promise<FrameResult> {
  const stdout = new Output();
  const stderr = new Output();
  channel.stdout.on('data', (chunk: Buffer) => stdout.add(chunk)).resume();
  channel.stderr.on('data', (chunk: Buffer) => stderr.add(chunk)).resume();
  channel.stdin.on('error', () => {});
  const limit = new AbortController();
  const stop = () => limit.abort(signal.reason);
  signal.addEventListener('abort', stop);
  const timer = setTimeout(() => limit.abort(tooLong(host, stdin.bytes, timeoutMs)), timeoutMs);
  const close = () => channel.close();
  limit.signal.addEventListener('abort', close);
  try {
    await send(channel, stdin, onProgress, limit.signal);
    const exit = await channel.closed;
    limit.signal.throwIfAborted();
    return { code: exit.code ?? -1, stdout: stdout.text, stderr: stderr.text, dropped: stdout.dropped };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    channel.close();
  }
}

async function send(
  channel: Channel,
  { open, bytes }: ByteStream,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<void> {
  let sent = 0;
  const ended = channel.closed.then(() => 'ended' as const);
  for await (const chunk of open()) {
    signal.throwIfAborted();
    if (!channel.stdin.write(chunk)) {
      const drained = once(channel.stdin, 'drain', { signal }).then(() => 'drained' as const);
      if ((await Promise.race([drained, ended])) === 'ended') return;
    }
    sent += chunk.length;
    onProgress({
      text: `${megabytes(sent)} of ${megabytes(bytes)} MB`,
      fraction: bytes === 0 ? 1 : sent / bytes,
    });
  }
  channel.stdin.end();
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function tooLong(host: string, bytes: number, timeoutMs: number): TimeoutError {
  return new TimeoutError(`${megabytes(bytes)} MB did not reach ${host} within ${timeoutMs / 1000} s`);
}
