import type { Readable, Writable } from 'node:stream';
import type { Channel, Exit } from '../core/connection.ts';
import { Relay } from './relay.ts';

export interface ProgramStreams {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Lets go of what lies below. Called at most once, and only when output may still come. */
  readonly release: () => void;
  /** How long output may stay silent and open once the program has ended: something that it left behind holds it. */
  readonly graceMs: number;
}

const unknownEnd: Exit = { code: null, signal: null };

/** For so many graces what was left behind may go on printing; then its output is given up all the same. */
const busyGraces = 15;

/** A channel on a program's streams. The transport tells it how the program ended. */
export class ProgramChannel implements Channel {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly closed: Promise<Exit>;
  readonly #outputs: readonly [Relay, Relay];
  readonly #release: () => void;
  readonly #graceMs: number;
  readonly #exit = Promise.withResolvers<Exit>();
  readonly #closed = Promise.withResolvers<Exit>();
  #grace: NodeJS.Timeout | undefined;

  constructor({ stdin, stdout, stderr, release, graceMs }: ProgramStreams) {
    this.#outputs = [new Relay(stdout), new Relay(stderr)];
    this.#release = release;
    this.#graceMs = graceMs;
    this.stdin = stdin;
    this.stdout = this.#outputs[0].stream;
    this.stderr = this.#outputs[1].stream;
    this.closed = this.#closed.promise;
    // Writing to a program that has ended is no failure of ours; who pipes into it sees the stream close.
    stdin.on('error', () => {});
    const read = this.#outputs.map((output) => output.read);
    void Promise.all([this.#exit.promise, ...read]).then(([exit]) => this.#settle(exit));
  }

  /** The program has ended. Output that something it left behind keeps open is given up after a while. */
  exited(exit: Exit): void {
    this.#exit.resolve(exit);
    this.stdin.destroy();
    if (this.#isOpen()) this.#watch();
  }

  /** Nothing more comes from below. How the program ended is not known, unless that was said before. */
  finished(): void {
    this.#exit.resolve(unknownEnd);
    this.stdin.destroy();
    for (const output of this.#outputs) output.end();
  }

  readonly close = (): void => {
    if (this.#isOpen()) this.#release();
    this.stdin.destroy();
    this.stdout.destroy();
    this.stderr.destroy();
    for (const output of this.#outputs) output.end();
    this.#settle(unknownEnd);
  };

  #watch(): void {
    let before = this.#received();
    let graces = 0;
    this.#grace = setInterval(() => {
      if (!this.#isOpen()) return clearInterval(this.#grace);
      // A slow reader is not a silent program: its time does not count.
      if (this.#outputs.some((output) => output.behind)) return;
      graces += 1;
      if (this.#received() === before || graces === busyGraces) this.#giveUp();
      before = this.#received();
    }, this.#graceMs);
  }

  #giveUp(): void {
    clearInterval(this.#grace);
    this.#release();
    for (const output of this.#outputs) output.end();
  }

  #isOpen(): boolean {
    return this.#outputs.some((output) => !output.done);
  }

  #received(): number {
    return this.#outputs[0].received + this.#outputs[1].received;
  }

  #settle(exit: Exit): void {
    clearInterval(this.#grace);
    this.stdin.destroy();
    this.#closed.resolve(exit);
  }
}
