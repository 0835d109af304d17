import type { Socket } from 'node:net';
import type { Channel, Connection } from '../core/connection.ts';
import { ConnectionError, LostError, TimeoutError } from '../core/errors.ts';
import { limited } from './limited.ts';
import { OpensshChannel } from './openssh-channel.ts';
import type { OpensshFields } from './openssh-fields.ts';
import type { OpensshMaster } from './openssh-master.ts';
import type { OpensshSocket } from './openssh-socket.ts';

export interface OpensshConnectionOptions {
  readonly master: OpensshMaster;
  readonly control: OpensshSocket;
  /** The host as messages show it. */
  readonly place: string;
  readonly openTimeoutMs: number;
  readonly graceMs: number;
}

/** A connection that a master of OpenSSH holds; its channels are ours, over the control socket. */
export class OpensshConnection implements Connection {
  readonly lost: Promise<Error | undefined>;
  readonly #options: OpensshConnectionOptions;
  readonly #lost = Promise.withResolvers<Error | undefined>();
  readonly #channels = new Map<number, OpensshChannel>();
  #lastId = -1;
  #gone: ConnectionError | undefined;
  #farewell: Promise<void> | undefined;

  constructor(options: OpensshConnectionOptions) {
    this.#options = options;
    this.lost = this.#lost.promise;
    const { master, control } = options;
    control.receive(this.#take);
    // Without the control socket the master is of no use; why it went, if it did, is known when it has ended.
    if (control.socket.destroyed) void master.end();
    else control.socket.once('close', () => void master.end());
    void master.ended.then((printed) => this.#lose(printed));
  }

  readonly open = async (command: string): Promise<Channel> => {
    if (this.#gone !== undefined) throw this.#gone;
    const { openTimeoutMs: timeoutMs, graceMs } = this.#options;
    const id = (this.#lastId += 1);
    const send = (packet: Buffer, done?: () => void) => void this.#socket.write(packet, done);
    const ended = () => void this.#channels.delete(id);
    const channel = new OpensshChannel({ id, command, graceMs, send, ended });
    this.#channels.set(id, channel);
    try {
      return await limited(channel.started, { timeoutMs, tooLong: () => this.#tooLong() });
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      channel.abandon(reason);
      throw reason instanceof TimeoutError ? reason : this.#notOpened(reason);
    }
  };

  [Symbol.asyncDispose](): Promise<void> {
    this.#farewell ??= this.#end();
    return this.#farewell;
  }

  get #socket(): Socket {
    return this.#options.control.socket;
  }

  readonly #take = (fields: OpensshFields): void => {
    // A byte of padding length, which is always 0.
    fields.byte();
    const type = fields.byte();
    this.#channels.get(fields.number())?.take(type, fields);
  };

  #lose(printed: string): void {
    if (this.#gone !== undefined) return;
    const said = printed.trim().split(/\r?\n/).slice(-2).join('; ');
    const error = new LostError(
      `The connection to ${this.#options.place} was lost: ${said || 'ssh ended without a word'}`,
      { hint: 'Is the host still up, and the network between?' },
    );
    this.#leave(error);
    this.#lost.resolve(error);
  }

  #leave(reason: ConnectionError): void {
    this.#gone = reason;
    for (const channel of this.#channels.values()) channel.abandon(reason);
    this.#channels.clear();
    this.#socket.destroy();
  }

  async #end(): Promise<void> {
    if (this.#gone === undefined) {
      this.#leave(new ConnectionError(`The connection to ${this.#options.place} was ended by us`));
      this.#lost.resolve(undefined);
    }
    await this.#options.master.end();
  }

  #notOpened(cause: Error): ConnectionError {
    return (
      this.#gone ??
      new ConnectionError(`${this.#options.place} started no further program: ${cause.message}`, {
        hint: 'Its sshd may allow fewer sessions on one connection (MaxSessions), or forbid commands to this user.',
        cause,
      })
    );
  }

  #tooLong(): TimeoutError {
    const seconds = this.#options.openTimeoutMs / 1000;
    return new TimeoutError(`${this.#options.place} did not start a program within ${seconds} s`, {
      hint: 'The host may be very busy, or the connection dead.',
    });
  }
}
