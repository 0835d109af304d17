import type { ByteStream, Command, Progress, Stdin } from '../core/command.ts';
import type { Connection } from '../core/connection.ts';
import { CommandError, ConnectionError } from '../core/errors.ts';
import type { Answer, HostQuery } from '../core/query.ts';
import { Secret } from '../core/secret.ts';
import type { Shell } from '../core/sh.ts';
import { frameInputLimit } from './frame.ts';
import { type FrameResult, ShellSession } from './shell-session.ts';
import { streamCommand } from './stream-command.ts';

const queryTimeoutMs = 5 * 60_000;
const commandTimeoutMs = 10 * 60_000;

export interface LinkOptions {
  readonly host: string;
  readonly connect: (signal: AbortSignal) => Promise<Connection>;
  readonly shell: string;
  readonly becomePassword: Secret | undefined;
  readonly signal: AbortSignal;
}

export interface Watcher {
  readonly onLine?: (line: string) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Our end of one host: a connection, made when first needed and made again when it was lost, and on it one
 * persistent shell for each user.
 */
export class HostLink implements AsyncDisposable {
  readonly #options: LinkOptions;
  readonly #sessions = new Map<string, Promise<ShellSession>>();
  #connection: Promise<Connection> | undefined;
  #setting: Shell | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get host(): string {
    return this.#options.host;
  }

  /** Rejects with a ConnectionError or TimeoutError. */
  connect(): Promise<Connection> {
    this.#connection ??= this.#dial();
    return this.#connection;
  }

  /** Asks all at once, in one round trip, as `user` (undefined: the login). Rejects with a CommandError. */
  async ask(leaves: readonly HostQuery[], user: string | undefined): Promise<readonly unknown[]> {
    if (leaves.length === 0) return [];
    return this.#read(leaves, await this.#session(user));
  }

  /** Runs a command and asks at once how things are then, in one round trip where the command fits in a frame. */
  async runThenAsk(
    command: Command,
    leaves: readonly HostQuery[],
    user: string | undefined,
    watcher: Watcher,
  ) {
    if (isStream(sized(command.stdin))) {
      const answer = await this.run(command, user, watcher);
      return { answer, answers: await this.ask(leaves, user) };
    }
    const session = await this.#session(user);
    const running = this.#frame(command, session, watcher);
    const looking = this.#read(leaves, session);
    looking.catch(() => {});
    return { answer: await running, answers: await looking };
  }

  /** Runs a command as `user`. Rejects with a CommandError when its exit code is not 0. */
  async run(command: Command, user: string | undefined, watcher: Watcher = {}): Promise<Answer> {
    const { script, stdin, timeoutMs = commandTimeoutMs } = command;
    const input = sized(stdin);
    if (isStream(input)) {
      const onProgress = watcher.onProgress ?? (() => {});
      const setting = this.#setting === undefined ? {} : { setting: this.#setting };
      const options = { ...this.#sessionOptions(user), ...setting, stdin: input, timeoutMs, onProgress };
      return this.#answerOf(script, await streamCommand(await this.connect(), script, options));
    }
    return this.#frame(command, await this.#session(user), watcher);
  }

  /** A setting that every shell of this host gets: those that are open, and those to come. */
  define(setting: Shell): void {
    this.#setting = setting;
    for (const session of this.#sessions.values()) {
      session.then((open) => open.define(setting)).catch(() => {});
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const opening of this.#sessions.values()) {
      const session = await opening.catch(() => undefined);
      await session?.[Symbol.asyncDispose]();
    }
    const connection = await this.#connection?.catch(() => undefined);
    await connection?.[Symbol.asyncDispose]();
  }

  async #read(leaves: readonly HostQuery[], session: ShellSession): Promise<readonly unknown[]> {
    const frames = leaves.map(({ script }) => session.frame(script, { timeoutMs: queryTimeoutMs }));
    const results = await Promise.all(frames);
    return leaves.map((leaf, index) => leaf.parse(this.#answerOf(leaf.script, results[index])));
  }

  async #frame(
    { script, stdin, timeoutMs = commandTimeoutMs }: Command,
    session: ShellSession,
    { onLine }: Watcher,
  ) {
    const given = stdin === undefined || isStream(stdin) ? {} : { stdin };
    const watched = onLine === undefined ? {} : { onLine };
    return this.#answerOf(script, await session.frame(script, { timeoutMs, ...given, ...watched }));
  }

  async #dial(): Promise<Connection> {
    const connection = await this.#options.connect(this.#options.signal);
    void connection.lost.finally(() => {
      this.#connection = undefined;
      this.#sessions.clear();
    });
    return connection;
  }

  async #session(user: string | undefined): Promise<ShellSession> {
    const key = user ?? '';
    const known = this.#sessions.get(key);
    if (known !== undefined) {
      const session = await known.catch(() => undefined);
      if (session !== undefined && !session.ended) return session;
      if (this.#sessions.get(key) !== known) return this.#session(user);
    }
    const opening = this.#open(user);
    this.#sessions.set(key, opening);
    return opening;
  }

  async #open(user: string | undefined): Promise<ShellSession> {
    const session = await ShellSession.open(await this.connect(), this.#sessionOptions(user));
    if (this.#setting !== undefined) session.define(this.#setting);
    return session;
  }

  #sessionOptions(user: string | undefined) {
    const { host, shell, becomePassword: password, signal } = this.#options;
    const become =
      user === undefined ? {} : { become: password === undefined ? { user } : { user, password } };
    return { host, shell, signal, ...become };
  }

  #answerOf(script: Shell, result: FrameResult | undefined): Answer {
    const { code, stdout, stderr, dropped } = result ?? { code: -1, stdout: '', stderr: '', dropped: 0 };
    if (code < 0) throw new ConnectionError(`The connection to ${this.#options.host} was lost`);
    if (code === 0) return { stdout, stderr };
    throw new CommandError(failureText(script, code, stderr, stdout, dropped));
  }
}

function isStream(stdin: Stdin | undefined): stdin is ByteStream {
  return typeof stdin === 'object' && 'open' in stdin;
}

function sized(stdin: Stdin | undefined): Stdin | undefined {
  if (typeof stdin !== 'string' && !(stdin instanceof Uint8Array)) return stdin;
  const bytes = Buffer.from(stdin);
  if (bytes.length <= frameInputLimit) return stdin;
  return {
    bytes: bytes.length,
    open: async function* () {
      yield bytes;
    },
  };
}

function failureText(script: Shell, code: number, stderr: string, stdout: string, dropped: number): string {
  const said = (stderr.trim() || stdout.trim()).split('\n').slice(-12).join('\n');
  const [line = ''] = script.text.trim().split('\n');
  const cut = dropped > 0 ? ` (${dropped} bytes of output left out)` : '';
  return said === ''
    ? `"${line.slice(0, 120)}" ended with exit code ${code} and said nothing`
    : `${said}${cut} (exit code ${code})`;
}
