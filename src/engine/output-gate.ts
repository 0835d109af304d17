import type { OnLine } from '../session/on-line.ts';

/** A line of what a command prints. */
export interface ToldLine {
  readonly stream: Parameters<OnLine>[1];
  readonly line: string;
  /** So many lines before it were left out. */
  readonly omitted: number;
}

export interface OutputGateOptions {
  readonly tell: (told: ToldLine) => void;
  /** In ms. */
  readonly now?: () => number;
}

/** So many characters of a task's output are told at once, and so many more with each second. */
const burst = 1024 * 1024;
const perSecond = 8 * 1024;

/** What a line costs beside its own characters: whoever is told of it notes more than those. */
const perLine = 100;

/** Lets a flood through in part, so that it fills neither memory nor a log; the last line is always told. */
export class OutputGate {
  readonly #tell: (told: ToldLine) => void;
  readonly #now: () => number;
  #room = burst;
  #at: number;
  #held: Omit<ToldLine, 'omitted'> | undefined;
  #omitted = 0;
  #isOver = false;

  constructor({ tell, now = () => performance.now() }: OutputGateOptions) {
    this.#tell = tell;
    this.#now = now;
    this.#at = now();
  }

  readonly onLine: OnLine = (line, stream) => {
    if (this.#isOver) return;
    const now = this.#now();
    this.#room = Math.min(burst, this.#room + ((now - this.#at) / 1000) * perSecond);
    this.#at = now;
    const cost = line.length + perLine;
    if (cost > this.#room) {
      if (this.#held !== undefined) this.#omitted += 1;
      this.#held = { line, stream };
      return;
    }
    this.#room -= cost;
    const omitted = this.#omitted + (this.#held === undefined ? 0 : 1);
    this.#held = undefined;
    this.#omitted = 0;
    this.#tell({ line, stream, omitted });
  };

  /** The task is over: nothing is told of it any more but its last line. */
  end(): void {
    if (!this.#isOver && this.#held !== undefined) this.#tell({ ...this.#held, omitted: this.#omitted });
    this.#isOver = true;
  }
}
