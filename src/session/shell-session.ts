import { randomBytes } from 'node:crypto';
import type { Channel, Connection } from '../core/connection.ts';
import { ConnectionError, TimeoutError } from '../core/errors.ts';
import { Secret } from '../core/secret.ts';
import type { Shell } from '../core/sh.ts';
import { frameText, settingText } from './frame.ts';
import { MarkerReader } from './marker-reader.ts';
import { lineSplitter, Output } from './output.ts';
import { prelude } from './prelude.ts';
import { startProgram } from './start-program.ts';
import { supervisor } from './supervisor.ts';

export interface SessionOptions {
  readonly host: string;
  /** The POSIX shell to work in. Default: `sh`. */
  readonly shell?: string;
  readonly become?: { readonly user: string; readonly password?: Secret };
  readonly handshakeTimeoutMs?: number;
  readonly signal: AbortSignal;
}

export interface FrameOptions {
  readonly stdin?: string | Uint8Array | Secret;
  /** Counted from when the frame's turn comes. Ends the session, and with it the process group, on the host. */
  readonly timeoutMs: number;
  readonly onLine?: (line: string) => void;
}

/** How a frame ended. */
export interface FrameResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Bytes of output that were not kept. */
  readonly dropped: number;
}

/** How long a shell may take to leave before its channel is closed on it, in ms. */
const farewellMs = 2_000;

const newline = Buffer.from('\n');

interface Waiting {
  readonly timeoutMs: number;
  readonly script: Shell;
  readonly fail: (error: unknown) => void;
}

/**
 * One persistent POSIX shell on one channel. Frames are answered in the order in which they were written, and many
 * may be in flight. When the session ends, for whatever reason, the host ends everything that it still runs.
 */
export class ShellSession implements AsyncDisposable {
  readonly #channel: Channel;
  readonly #host: string;
  readonly #signal: AbortSignal;
  readonly #token = randomBytes(12).toString('hex');
  readonly #stdout = new MarkerReader();
  readonly #stderr = new MarkerReader();
  readonly #waiting: Waiting[] = [];
  #count = 0;
  #timer: NodeJS.Timeout | undefined;
  #ended: unknown;

  private constructor(channel: Channel, { host, signal }: SessionOptions) {
    this.#channel = channel;
    this.#host = host;
    this.#signal = signal;
    channel.stdout.on('data', (chunk: Buffer) => this.#stdout.add(chunk));
    channel.stderr.on('data', (chunk: Buffer) => this.#stderr.add(chunk));
    channel.stdout.resume();
    channel.stderr.resume();
    channel.stdin.on('error', () => {});
    signal.addEventListener('abort', this.#abort);
    void channel.closed.then(() => this.#fail(lost(host)));
  }

  /** Rejects with a ConnectionError or TimeoutError when no shell answers, or when sudo refuses. */
  static async open(connection: Connection, options: SessionOptions): Promise<ShellSession> {
    const channel = await startProgram(connection, supervisor(options.shell ?? 'sh'), options);
    const session = new ShellSession(channel, options);
    channel.stdin.write(`${prelude}\n`);
    return session;
  }

  /** Runs a script. Any exit code is an answer; rejects when the session ended before it came. */
  frame(script: Shell, { stdin, timeoutMs, onLine }: FrameOptions): Promise<FrameResult> {
    if (this.#ended !== undefined) return Promise.reject(asError(this.#ended));
    const { promise, resolve, reject } = Promise.withResolvers<FrameResult>();
    const token = `${this.#token}-${(this.#count += 1)}`;
    const stdout = new Output();
    const stderr = new Output();
    let half: { readonly code: number } | undefined;
    const finish = (code: number | undefined) => {
      half = code === undefined ? half : { code };
      ends += 1;
      if (ends < 2 || half === undefined) return;
      this.#next();
      resolve({
        code: half.code,
        stdout: stdout.text,
        stderr: stderr.text,
        dropped: stdout.dropped + stderr.dropped,
      });
    };
    let ends = 0;
    this.#stdout.expect(
      token,
      section(stdout, onLine, (rest) => finish(Number(rest))),
    );
    this.#stderr.expect(
      token,
      section(stderr, onLine, () => finish(undefined)),
    );
    this.#waiting.push({ timeoutMs, script, fail: reject });
    if (this.#waiting.length === 1) this.#arm();
    const input = stdin instanceof Secret ? `${Secret.reveal(stdin)}\n` : stdin;
    this.#channel.stdin.write(frameText(token, script, input));
    return promise;
  }

  /** Changes the working shell itself, such as one of its variables, for all later frames. Answers nothing. */
  define(setting: Shell): void {
    this.#channel.stdin.write(settingText(setting));
  }

  get ended(): boolean {
    return this.#ended !== undefined;
  }

  /** Ends the session; what it still runs is ended on the host. Waits a moment for the host to have done so. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#fail(lost(this.#host));
    this.#channel.stdin.write('exit 0\n');
    const limit = Promise.withResolvers<void>();
    const timer = setTimeout(limit.resolve, farewellMs);
    await Promise.race([this.#channel.closed, limit.promise]);
    clearTimeout(timer);
    this.#channel.close();
  }

  readonly #abort = (): void => {
    this.#fail(this.#signal.reason);
    this.#channel.close();
  };

  #next(): void {
    clearTimeout(this.#timer);
    this.#waiting.shift();
    if (this.#waiting.length > 0) this.#arm();
  }

  #arm(): void {
    const [head] = this.#waiting;
    if (head === undefined) return;
    this.#timer = setTimeout(() => {
      this.#fail(tooLong(this.#host, head));
      this.#channel.close();
    }, head.timeoutMs);
  }

  #fail(reason: unknown): void {
    if (this.#ended !== undefined) return;
    this.#ended = reason;
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#abort);
    for (const { fail } of this.#waiting.splice(0)) fail(reason);
  }
}

function section(output: Output, onLine: FrameOptions['onLine'], end: (rest: string) => void) {
  const split = onLine && lineSplitter(onLine);
  return {
    bytes: (part: Buffer) => {
      output.add(part);
      split?.(part);
    },
    lineEnd: () => split?.(newline),
    end,
  };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

function lost(host: string): ConnectionError {
  return new ConnectionError(`The connection to ${host} was lost`, {
    hint: 'What ran there has been ended. Run again: what is already done will not be repeated.',
  });
}

function tooLong(host: string, { script, timeoutMs }: Waiting): TimeoutError {
  const [line = ''] = script.text.trim().split('\n');
  return new TimeoutError(`"${line.slice(0, 80)}" did not end on ${host} within ${timeoutMs / 1000} s`, {
    hint: 'It has been ended on the host. Give the task a longer timeoutMs if it needs one.',
  });
}
