import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import type { Channel, Connection } from '../core/connection.ts';
import { ConnectionError, LostError, TimeoutError } from '../core/errors.ts';

import { limited } from './limited.ts';
import { placeOf } from './place-of.ts';
import type { ProgramChannel } from './program-channel.ts';
import { sshChannel } from './ssh-channel.ts';
import { sshForward } from './ssh-forward.ts';
import type { SshSettings } from './ssh-settings.ts';

export interface SshConnectionOptions {
  readonly client: Client;
  /** What leads there: a socket, or a stream through another server. */
  readonly socket: Duplex;
  readonly settings: SshSettings;
  readonly openTimeoutMs: number;
  readonly graceMs: number;
}

/** How long the other side may take to say goodbye. */
const farewellMs = 2_000;

/** A connection whose two sides have proven who they are. */
export class SshConnection implements Connection {
  readonly lost: Promise<Error | undefined>;
  readonly #options: SshConnectionOptions;
  readonly #place: string;
  readonly #lost = Promise.withResolvers<Error | undefined>();
  readonly #channels = new Set<ProgramChannel>();
  readonly #streams = new Set<Duplex>();
  readonly #opening = new Set<(reason: Error) => void>();
  #gone: ConnectionError | undefined;
  #farewell: Promise<void> | undefined;

  constructor(options: SshConnectionOptions) {
    this.#options = options;
    this.#place = placeOf(options.settings);
    this.lost = this.#lost.promise;
    const { client, socket } = options;
    let reason: Error | undefined;
    client.on('error', (error: Error) => {
      reason ??= error;
      this.#lose(reason);
    });
    client.on('end', () => this.#lose(reason));
    client.on('close', () => this.#lose(reason));
    // It may have ended since the login was done.
    if (socket.destroyed || socket.readableEnded) this.#lose(undefined);
  }

  readonly open = async (command: string): Promise<Channel> => {
    if (this.#gone !== undefined) throw this.#gone;
    const { openTimeoutMs: timeoutMs } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<Channel>();
    let isWanted = true;
    this.#opening.add(reject);
    try {
      const opened = (channel: ClientChannel) => {
        if (isWanted) resolve(this.#adopt(channel));
        // It comes too late: whoever asked for it was told so.
        else channel.close();
      };
      this.#exec(command, opened, (error) => reject(this.#notOpened(error)));
      return await limited(promise, { timeoutMs, tooLong: () => this.#tooLong() });
    } finally {
      isWanted = false;
      this.#opening.delete(reject);
    }
  };

  /** Opens a stream from there to another server. Rejects with a ConnectionError or TimeoutError. */
  readonly forward = async (to: SshSettings): Promise<Duplex> => {
    if (this.#gone !== undefined) throw this.#gone;
    const { client } = this.#options;
    const opening = sshForward(client, { to, from: this.#place });
    const stream = await opening.catch((error: unknown) => {
      throw this.#gone ?? error;
    });
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
    if (this.#gone !== undefined) stream.destroy(this.#gone);
    return stream;
  };

  [Symbol.asyncDispose](): Promise<void> {
    this.#farewell ??= this.#end();
    return this.#farewell;
  }

  /** ssh2 throws at once when the socket has ended, and calls back otherwise. */
  #exec(command: string, opened: (channel: ClientChannel) => void, failed: (error: Error) => void): void {
    try {
      this.#options.client.exec(command, (error, channel) => {
        if (error) failed(error);
        else opened(channel);
      });
    } catch (error) {
      failed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #adopt(raw: ClientChannel): Channel {
    const channel = sshChannel(raw, this.#options.graceMs);
    this.#channels.add(channel);
    void channel.closed.then(() => this.#channels.delete(channel));
    return channel;
  }

  #lose(cause: Error | undefined): void {
    if (this.#gone !== undefined) return;
    const why = cause === undefined ? 'it was closed by the other side' : cause.message;
    const error = new LostError(`The connection to ${this.#place} was lost: ${why}`, {
      hint: 'Is the host still up, and the network between?',
      cause,
    });
    this.#leave(error);
    this.#lost.resolve(error);
    this.#options.socket.destroy();
  }

  #leave(reason: ConnectionError): void {
    this.#gone = reason;
    for (const channel of this.#channels) channel.close();
    for (const stream of this.#streams) stream.destroy(reason);
    for (const reject of this.#opening) reject(reason);
  }

  async #end(): Promise<void> {
    if (this.#gone !== undefined) return;
    const { client, socket } = this.#options;
    this.#leave(new ConnectionError(`The connection to ${this.#place} was ended by us`));
    this.#lost.resolve(undefined);
    const closed = once(socket, 'close');
    client.end();
    const tooLong = () => new TimeoutError(`${this.#place} did not say goodbye`);
    // A server that does not answer is not waited for.
    await limited(closed, { timeoutMs: farewellMs, tooLong }).catch(() => socket.destroy());
  }

  #notOpened(cause: Error): ConnectionError {
    return (
      this.#gone ??
      new ConnectionError(`${this.#place} started no further program: ${cause.message}`, {
        hint: 'Its sshd may allow fewer sessions on one connection (MaxSessions), or forbid commands to this user.',
        cause,
      })
    );
  }

  #tooLong(): TimeoutError {
    const seconds = this.#options.openTimeoutMs / 1000;
    return new TimeoutError(`${this.#place} did not start a program within ${seconds} s`, {
      hint: 'The host may be very busy, or the connection dead.',
    });
  }
}
