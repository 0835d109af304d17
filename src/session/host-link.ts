import type { Command, Progress } from '../core/command.ts';
import type { Connection } from '../core/connection.ts';
import { LostError } from '../core/errors.ts';
import type { Answer, HostQuery } from '../core/query.ts';
import type { Secret } from '../core/secret.ts';
import type { Shell } from '../core/sh.ts';
import type { BecomeMethod } from './launch.ts';
import type { OnLine } from './on-line.ts';
import { ShellSession } from './shell-session.ts';
import { isStream, sized } from './stdin.ts';
import { streamCommand } from './stream-command.ts';
import { answerOf, commandTimeoutMs, UserShell } from './user-shell.ts';

const remainsTimeoutMs = 60_000;

/** So many shells of one user are kept for what runs in them: a server may allow ten in all. */
const mostWithStrays = 3;

export interface LinkOptions {
  readonly host: string;
  readonly connect: (signal: AbortSignal) => Promise<Connection>;
  readonly shell: string;
  /** Default: sudo. */
  readonly becomeMethod?: BecomeMethod;
  /** Default: that of the method's name. */
  readonly becomeProgram?: string | undefined;
  readonly becomePassword: Secret | undefined;
  readonly signal: AbortSignal;
}

export interface Watcher {
  readonly onLine?: OnLine;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Our end of one host: a connection, made when first needed and made again when it was lost, and on it one
 * persistent shell for each user.
 */
export class HostLink implements AsyncDisposable {
  readonly #options: LinkOptions;
  readonly #sessions = new Map<string, Promise<ShellSession>>();
  /** What each user's sessions and streams may have left on the host; nothing of it has been looked for yet. */
  readonly #remains = new Map<string, readonly Shell[]>();
  /** Each user's shells in which commands have left something running. They are used no more, and end with the rest. */
  readonly #withStrays = new Map<string, readonly ShellSession[]>();
  #connection: Promise<Connection> | undefined;
  #setting: Shell | undefined;
  /** Ends what has been begun so far: when the run is ended, or by an interruption. */
  #begun = new AbortController();

  constructor(options: LinkOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', this.#abort);
    if (options.signal.aborted) this.#abort();
  }

  get host(): string {
    return this.#options.host;
  }

  /** Whether there is a connection, or one is being made. */
  get isConnected(): boolean {
    return this.#connection !== undefined;
  }

  /** Rejects with a ConnectionError or TimeoutError. */
  connect(): Promise<Connection> {
    if (this.#connection !== undefined) return this.#connection;
    const dialling = this.#dial();
    this.#connection = dialling;
    dialling.catch(() => {
      if (this.#connection === dialling) this.#connection = undefined;
    });
    return dialling;
  }

  /** The shell of `user` (undefined: the login). Rejects with a ConnectionError or TimeoutError. */
  async shell(user: string | undefined): Promise<UserShell> {
    const session = await this.#session(user);
    return new UserShell(session, this.host, () => this.#apartFrom(session, user));
  }

  /** Asks all at once, in one round trip, as `user`. Rejects with a CommandError. */
  async ask(leaves: readonly HostQuery[], user: string | undefined): Promise<readonly Answer[]> {
    if (leaves.length === 0) return [];
    const shell = await this.shell(user);
    return Promise.all(shell.ask(leaves));
  }

  /** Runs a command as `user`. Rejects with a CommandError when its exit code is not 0. */
  async run(command: Command, user: string | undefined, watcher: Watcher = {}): Promise<Answer> {
    const { script, timeoutMs = commandTimeoutMs } = command;
    const stdin = sized(command.stdin);
    if (!isStream(stdin)) return (await this.shell(user)).run(command, watcher);
    const setting = this.#setting === undefined ? {} : { setting: this.#setting };
    const key = user ?? '';
    let own: Shell | undefined;
    const onStarted = (remains: Shell) => {
      own = remains;
      this.#remains.set(key, [...(this.#remains.get(key) ?? []), remains]);
    };
    const options = { ...this.#sessionOptions(user), ...setting, ...watcher, stdin, timeoutMs, onStarted };
    const result = await streamCommand(await this.connect(), script, options);
    if (result.code !== -1) {
      const left = (this.#remains.get(key) ?? []).filter((remains) => remains !== own);
      this.#remains.set(key, left);
    }
    return answerOf(this.host, script, result);
  }

  /** A setting that every shell of this host gets: those that are open, and those to come. */
  define(setting: Shell): void {
    this.#setting = setting;
    for (const session of this.#sessions.values()) {
      session.then((open) => open.define(setting)).catch(() => {});
    }
  }

  /**
   * Ends whatever has been begun, on the host too: what shells and streams run, a shell that does not answer yet, a
   * connecting that is under way. The connection stays; the next thing that is asked opens a new shell.
   */
  async interrupt(): Promise<void> {
    this.#begun.abort(new LostError(`What ran on ${this.host} was interrupted`));
    this.#begun = new AbortController();
    if (this.#options.signal.aborted) this.#abort();
    await this.#leave();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#options.signal.removeEventListener('abort', this.#abort);
    await this.#leave();
    const connection = await this.#connection?.catch(() => undefined);
    await connection?.[Symbol.asyncDispose]();
  }

  readonly #abort = (): void => this.#begun.abort(this.#options.signal.reason);

  async #leave(): Promise<void> {
    const sessions = [...this.#sessions.values(), ...[...this.#withStrays.values()].flat()];
    this.#sessions.clear();
    this.#withStrays.clear();
    for (const opening of sessions) {
      const session = await Promise.resolve(opening).catch(() => undefined);
      await session?.[Symbol.asyncDispose]();
    }
  }

  async #dial(): Promise<Connection> {
    const connection = await this.#options.connect(this.#begun.signal);
    void connection.lost.finally(() => {
      this.#connection = undefined;
      this.#sessions.clear();
      this.#withStrays.clear();
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

  async #apartFrom(session: ShellSession, user: string | undefined): Promise<UserShell | undefined> {
    const key = user ?? '';
    const others = this.#withStrays.get(key) ?? [];
    if (others.length === mostWithStrays) return undefined;
    if ((await this.#sessions.get(key)) === session) {
      this.#withStrays.set(key, [...others, session]);
      this.#sessions.delete(key);
    }
    return this.shell(user);
  }

  async #open(user: string | undefined): Promise<ShellSession> {
    const session = await ShellSession.open(await this.connect(), this.#sessionOptions(user));
    // What a lost session still runs must not meet what comes now.
    const key = user ?? '';
    const kept = (this.#withStrays.get(key) ?? []).map(({ remains }) => remains);
    for (const remains of this.#remains.get(key) ?? []) {
      if (kept.includes(remains)) continue;
      answerOf(this.host, remains, await session.frame(remains, { timeoutMs: remainsTimeoutMs }));
    }
    this.#remains.set(key, [...kept, session.remains]);
    if (this.#setting !== undefined) session.define(this.#setting);
    return session;
  }

  #sessionOptions(user: string | undefined) {
    const { host, shell, becomeMethod: method = 'sudo' } = this.#options;
    const { signal } = this.#begun;
    const { becomeProgram: program, becomePassword: password } = this.#options;
    const how = {
      method,
      ...(program === undefined ? {} : { program }),
      ...(password === undefined ? {} : { password }),
    };
    return { host, shell, signal, ...(user === undefined ? {} : { become: { user, ...how } }) };
  }
}
