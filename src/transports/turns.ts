/** Lets only so many of a kind run at once; the others wait in the order in which they came. */
export class Turns {
  readonly #atOnce: number;
  readonly #running = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Settles when it is one's turn, which lasts until the answer is disposed. Rejects with the reason of the signal. */
  async take(kind: string, signal: AbortSignal): Promise<Disposable> {
    signal.throwIfAborted();
    const running = this.#running.get(kind) ?? 0;
    if (running >= this.#atOnce) await this.#wait(kind, signal);
    else this.#running.set(kind, running + 1);
    return { [Symbol.dispose]: () => this.#pass(kind) };
  }

  async #wait(kind: string, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting = this.#waiting.get(kind) ?? [];
    this.#waiting.set(kind, waiting);
    waiting.push(resolve);
    const onAbort = () => {
      const index = waiting.indexOf(resolve);
      // Not there any more: the turn has come already, and is taken.
      if (index < 0) return;
      waiting.splice(index, 1);
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort);
    try {
      await promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Hands the turn on, or gives it up when nobody waits. */
  #pass(kind: string): void {
    const next = this.#waiting.get(kind)?.shift();
    if (next !== undefined) return next();
    this.#waiting.delete(kind);
    const running = (this.#running.get(kind) ?? 1) - 1;
    if (running === 0) this.#running.delete(kind);
    else this.#running.set(kind, running);
  }
}
