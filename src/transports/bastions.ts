import type { Duplex } from 'node:stream';
import { ConnectionError, DroverError, TimeoutError } from '../core/errors.ts';
import { unlessAborted } from '../core/unless-aborted.ts';
import { placeOf } from './place-of.ts';
import type { SshConnection } from './ssh-connection.ts';
import type { SshSettings } from './ssh-settings.ts';

interface Bastion {
  readonly id: string;
  readonly connection: Promise<SshConnection>;
  readonly giveUp: AbortController;
  /** Hosts that go through it, or wait for it. */
  users: number;
}

type Dial = (settings: SshSettings, signal: AbortSignal) => Promise<SshConnection>;

/** Connections to the servers on the way: one for all hosts that go through it, until the last of them is gone. */
export class Bastions {
  readonly #dial: Dial;
  readonly #open = new Map<string, Bastion>();

  constructor(dial: Dial) {
    this.#dial = dial;
  }

  /** Opens a stream to a server through the one before it. An error names the one that it is about. */
  async forward(to: SshSettings, via: SshSettings, signal: AbortSignal): Promise<Duplex> {
    const bastion = this.#enter(via);
    try {
      const connection = await unlessAborted(bastion.connection, signal).catch((error: unknown) => {
        throw signal.aborted ? error : throughHop(to, error);
      });
      const opening = connection.forward(to);
      const stream = await unlessAborted(opening, signal).catch((error: unknown) => {
        // It may open all the same, and nobody wants it any more.
        opening.then((late) => late.destroy()).catch(() => {});
        throw error;
      });
      stream.once('close', () => this.#leave(bastion));
      return stream;
    } catch (error) {
      this.#leave(bastion);
      throw error;
    }
  }

  #enter(via: SshSettings): Bastion {
    const id = JSON.stringify(via);
    const known = this.#open.get(id);
    if (known !== undefined) {
      known.users++;
      return known;
    }
    const giveUp = new AbortController();
    const bastion: Bastion = { id, connection: this.#dial(via, giveUp.signal), giveUp, users: 1 };
    this.#open.set(id, bastion);
    // Whoever comes after it was lost, or was not reached, tries again.
    bastion.connection.then(
      (connection) => connection.lost.then(() => this.#forget(bastion)),
      () => this.#forget(bastion),
    );
    return bastion;
  }

  #leave(bastion: Bastion): void {
    bastion.users--;
    if (bastion.users > 0) return;
    this.#forget(bastion);
    bastion.giveUp.abort();
    bastion.connection.then(
      (connection) => connection[Symbol.asyncDispose](),
      () => {},
    );
  }

  #forget(bastion: Bastion): void {
    if (this.#open.get(bastion.id) === bastion) this.#open.delete(bastion.id);
  }
}

function throughHop(to: SshSettings, cause: unknown): unknown {
  if (!(cause instanceof DroverError)) return cause;
  const { hint } = cause;
  const message = `${placeOf(to)} cannot be reached through its ProxyJump: ${cause.message}`;
  const details = { cause, ...(hint === undefined ? {} : { hint }) };
  return cause instanceof TimeoutError
    ? new TimeoutError(message, details)
    : new ConnectionError(message, details);
}
