import { Readable } from 'node:stream';

/** Repeats a stream, with its back-pressure, and can end before it does. */
export class Relay {
  readonly stream: Readable;
  /** Settles when nothing more comes and all that came was taken by the reader, or when the reader went away. */
  readonly read: Promise<void>;
  readonly #source: Readable;
  readonly #read = Promise.withResolvers<void>();
  #received = 0;
  #done = false;

  constructor(source: Readable) {
    this.#source = source;
    this.read = this.#read.promise;
    this.stream = new Readable({ read: () => void source.resume() });
    source.on('data', this.#take);
    source.on('error', this.end);
    source.once('end', this.end);
    source.once('close', this.end);
    this.stream.once('close', () => {
      // A reader that went away must not hold up the program: what it still prints is thrown away.
      this.end();
      this.#read.resolve();
    });
  }

  /** How many bytes have come. */
  get received(): number {
    return this.#received;
  }

  /** Nothing more will come. */
  get done(): boolean {
    return this.#done;
  }

  /** There is output that the reader has not taken. */
  get behind(): boolean {
    return this.stream.readableLength > 0;
  }

  /** Nothing more is repeated: the reader sees the end after what has come so far. */
  readonly end = (): void => {
    if (this.#done) return;
    this.#done = true;
    this.#source.off('data', this.#take);
    this.#source.resume();
    if (!this.behind) this.#read.resolve();
    this.stream.push(null);
  };

  readonly #take = (chunk: Buffer): void => {
    this.#received += chunk.length;
    if (!this.stream.push(chunk)) this.#source.pause();
  };
}
