import { randomBytes } from 'node:crypto';
import type { Channel, Connection } from '../core/connection.ts';
import { LostError, TimeoutError } from '../core/errors.ts';
import { Secret } from '../core/secret.ts';
import type { Shell } from '../core/sh.ts';
import { frameText, settingText } from './frame.ts';
import { FrameReader, type FrameResult } from './frame-reader.ts';
import { gathered } from './gathered.ts';
import { heartbeat } from './heartbeat.ts';
import type { OnLine } from './on-line.ts';
import { prelude } from './prelude.ts';
import { remainsOf, straysOf } from './remains.ts';
import { SendWindow } from './send-window.ts';
import { type StartedProgram, type StartOptions, startProgram } from './start-program.ts';
import { supervisor } from './supervisor.ts';

export type { FrameResult } from './frame-reader.ts';

export interface SessionOptions extends StartOptions {
  /** When nothing is heard of the controller for so long, the host ends the session. Default: 30 s. */
  readonly leaseMs?: number;
  /** How long a shell may take to leave before its channel is closed on it. Default: 2 s. */
  readonly farewellMs?: number;
}

export interface FrameOptions {
  readonly stdin?: string | Uint8Array | Secret;
  /** Counted from when the frame's turn comes. Ends the session, and with it the process group, on the host. */
  readonly timeoutMs: number;
  readonly onLine?: OnLine;
  /** Frames with the same gate: once one of them ends with another code than 0, the rest are not run. */
  readonly gate?: string;
  /** It is known to end soon, as a look does: any number of frames may be sent ahead behind it. Default: false. */
  readonly isQuick?: boolean;
}

const defaultFarewellMs = 2_000;

/** Also as long as a connection takes to notice that it is lost. */
const defaultLeaseMs = 30_000;

/**
 * So many leases a quick frame may take with more behind it than a pipe holds: the host then cannot hear us. Behind any
 * other frame no more lies than a pipe holds, so that one lease is enough.
 */
const patience = 10;

interface Waiting {
  readonly timeoutMs: number;
  readonly script: Shell;
  readonly fail: (error: unknown) => void;
}

/**
 * One persistent POSIX shell on one channel. Frames are answered in the order in which they were written, and many
 * may be in flight. When the session ends, for whatever reason, the host ends everything that it still runs; it does
 * so too when it hears nothing of this process for the length of the lease, because the link is cut or we sleep.
 */
export class ShellSession implements AsyncDisposable {
  readonly #channel: Channel;
  readonly #host: string;
  readonly #signal: AbortSignal;
  readonly #token = randomBytes(12).toString('hex');
  readonly #reader: FrameReader;
  readonly #window: SendWindow;
  readonly #heartbeat: Disposable;
  readonly #farewellMs: number;
  readonly #waiting: Waiting[] = [];
  /** For the session that follows this one, of the same user: ends what this one may have left, and waits for that. */
  readonly remains: Shell;
  /** Prints what commands have left behind in this session, if anything. */
  readonly strays: Shell;
  /** A command may have left something behind, which prints where it wants to: into the answers of later frames. */
  mayHaveStrays = false;
  #count = 0;
  /** What the next frame brings along. */
  #settings = '';
  #timer: NodeJS.Timeout | undefined;
  #ended: unknown;

  private constructor(program: StartedProgram, options: SessionOptions) {
    const { channel } = program;
    const { host, signal, leaseMs = defaultLeaseMs, farewellMs = defaultFarewellMs } = options;
    this.#channel = channel;
    this.#host = host;
    this.#signal = signal;
    this.#farewellMs = farewellMs;
    this.remains = remainsOf(program);
    this.strays = straysOf(program);
    this.#reader = new FrameReader(channel);
    this.#window = new SendWindow(
      gathered((text) => {
        if (channel.stdin.writable) channel.stdin.write(text);
      }),
    );
    channel.stdin.on('error', () => {});
    channel.stdin.write(`${prelude}\n`);
    this.#heartbeat = heartbeat(channel.stdin, leaseMs);
    signal.addEventListener('abort', this.#abort);
    if (signal.aborted) this.#abort();
    void channel.closed.then(() => this.#fail(lost(host)));
  }

  /** Rejects with a ConnectionError or TimeoutError when no shell answers, or when sudo refuses. */
  static async open(connection: Connection, options: SessionOptions): Promise<ShellSession> {
    const { shell: work = 'sh', leaseMs = defaultLeaseMs } = options;
    const program = await startProgram(connection, supervisor({ work, leaseMs, patience }), options);
    return new ShellSession(program, options);
  }

  /** Runs a script. Any exit code is an answer; rejects when the session ended before it came. */
  frame(script: Shell, options: FrameOptions): Promise<FrameResult> {
    const { stdin, timeoutMs, onLine, gate, isQuick = false } = options;
    if (this.#ended !== undefined) return Promise.reject(asError(this.#ended));
    const { promise, resolve, reject } = Promise.withResolvers<FrameResult>();
    const token = `${this.#token}-${(this.#count += 1)}`;
    const onEnd = (result: FrameResult) => {
      this.#next();
      resolve(result);
    };
    this.#reader.expect({ token, onLine, onEnd });
    this.#waiting.push({ timeoutMs, script, fail: reject });
    if (this.#waiting.length === 1) this.#arm();
    const input = stdin instanceof Secret ? `${Secret.reveal(stdin)}\n` : stdin;
    this.#window.send(this.#settings + frameText({ token, script, stdin: input, gate }), isQuick);
    this.#settings = '';
    return promise;
  }

  /** Changes the working shell itself, such as one of its variables, for all later frames. Answers nothing. */
  define(setting: Shell): void {
    this.#settings += settingText(setting);
  }

  get ended(): boolean {
    return this.#ended !== undefined;
  }

  /** Ends the session; what it still runs is ended on the host. Waits a moment for the host to have done so. */
  async [Symbol.asyncDispose](): Promise<void> {
    // A busy shell would read the word of farewell only after its work.
    if (this.#waiting.length > 0) this.#hangUp(lost(this.#host));
    if (this.#ended === undefined) {
      this.#fail(lost(this.#host));
      this.#channel.stdin.write('exit 0\n');
    }
    const limit = Promise.withResolvers<void>();
    const timer = setTimeout(limit.resolve, this.#farewellMs);
    await Promise.race([this.#channel.closed, limit.promise]);
    clearTimeout(timer);
    this.#channel.close();
  }

  readonly #abort = (): void => this.#hangUp(this.#signal.reason);

  /**
   * The end of its input ends all that the session runs. It is listened to for a moment more: a shell whose output is
   * closed dies of its first word, before it has tidied up.
   */
  #hangUp(reason: unknown): void {
    this.#fail(reason);
    this.#channel.stdin.end();
    const timer = setTimeout(() => this.#channel.close(), this.#farewellMs);
    void this.#channel.closed.then(() => clearTimeout(timer));
  }

  #next(): void {
    clearTimeout(this.#timer);
    this.#waiting.shift();
    this.#window.answered();
    if (this.#waiting.length > 0) this.#arm();
  }

  #arm(): void {
    const [head] = this.#waiting;
    if (head === undefined) return;
    this.#timer = setTimeout(() => this.#hangUp(tooLong(this.#host, head)), head.timeoutMs);
  }

  #fail(reason: unknown): void {
    if (this.#ended !== undefined) return;
    this.#ended = reason;
    clearTimeout(this.#timer);
    this.#heartbeat[Symbol.dispose]();
    this.#signal.removeEventListener('abort', this.#abort);
    for (const { fail } of this.#waiting.splice(0)) fail(reason);
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

function lost(host: string): LostError {
  return new LostError(`The connection to ${host} was lost`, {
    hint: 'What ran there has been ended. Run again: what is already done will not be repeated.',
  });
}

function tooLong(host: string, { script, timeoutMs }: Waiting): TimeoutError {
  const [line = ''] = script.text.trim().split('\n');
  return new TimeoutError(`"${line.slice(0, 80)}" did not end on ${host} within ${timeoutMs / 1000} s`, {
    hint: 'It has been ended on the host. Give the task a longer timeoutMs if it needs one.',
  });
}
