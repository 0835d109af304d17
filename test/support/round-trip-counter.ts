import { PassThrough, type Readable, Writable } from 'node:stream';
import type { Channel, Connection } from '../../src/core/connection.ts';

/** In a request, the name of a frame. */
const asked = /[0-9a-f]{24}-\d+/g;

/** The same at the end of a line of output: its end. */
const ended = /[0-9a-f]{24}-\d+(?=[ \n])/g;

/** So much of an output may be the beginning of a name. */
const nameLength = 40;

/** To open a channel is one round trip, to start a program on it a second. */
const tripsToOpen = 2;

/**
 * How many round trips a connection needed: the length of the longest chain in which each request was only made when
 * the one before it had been answered. A request is what holds a frame's token, an answer what ends it on both
 * outputs; so the number is exact, whatever the time that anything took.
 */
export class RoundTripCounter {
  readonly #sentIn = new Map<string, number>();
  #done = 0;

  get count(): number {
    return this.#done;
  }

  /** The same connection, counted. */
  counted(connection: Connection): Connection {
    return {
      lost: connection.lost,
      open: async (command) => {
        const channel = await connection.open(command);
        this.#done += tripsToOpen;
        return this.#channel(channel);
      },
      [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
    };
  }

  #channel(channel: Channel): Channel {
    const out = new Set<string>();
    const err = new Set<string>();
    return {
      stdin: new Watched(channel.stdin, (text) => this.#sent(text)),
      stdout: new Heard(channel.stdout, (text) => this.#answered(text, out, err)),
      stderr: new Heard(channel.stderr, (text) => this.#answered(text, err, out)),
      closed: channel.closed,
      close: channel.close,
    };
  }

  #sent(text: string): void {
    for (const [frame] of text.matchAll(asked)) {
      if (!this.#sentIn.has(frame)) this.#sentIn.set(frame, this.#done + 1);
    }
  }

  #answered(text: string, own: Set<string>, other: ReadonlySet<string>): void {
    for (const [frame] of text.matchAll(ended)) {
      own.add(frame);
      if (other.has(frame)) this.#done = Math.max(this.#done, this.#sentIn.get(frame) ?? 0);
    }
  }
}

/** Hands on at once what is written, and says what it is. */
class Watched extends Writable {
  constructor(to: Writable, seen: (text: string) => void) {
    super({
      write: (chunk: Buffer, _encoding, done) => {
        seen(chunk.toString());
        to.write(chunk);
        done();
      },
      final: (done) => {
        to.end();
        done();
      },
    });
    to.on('error', () => {});
  }
}

/** Says what is read at the moment at which the reader is given it. */
class Heard extends PassThrough {
  readonly #seen: (text: string) => void;
  #rest = '';

  constructor(from: Readable, seen: (text: string) => void) {
    super();
    this.#seen = seen;
    from.pipe(this);
  }

  override emit(event: string | symbol, ...values: readonly unknown[]): boolean {
    const [chunk] = values;
    if (event === 'data' && Buffer.isBuffer(chunk)) {
      const text = this.#rest + chunk.toString('latin1');
      this.#rest = text.slice(-nameLength);
      this.#seen(text);
    }
    return super.emit(event, ...values);
  }
}
