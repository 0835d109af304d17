import type { Progress } from '../../core/command.ts';

/** Somebody who waits for what is done for several. */
export interface Waiting {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

interface Work<T> {
  readonly done: Promise<T>;
  readonly waiting: Set<Waiting>;
  readonly stop: AbortController;
}

/** Work that is begun by whoever asks for it first, done once for all who ask meanwhile, and given up with the last of them. */
export class OneForAll<T> {
  readonly #works = new Map<string, Work<T>>();

  /** Rejects as the work does, or with the reason of the signal of who waits. */
  async of(key: string, waiting: Waiting, begin: (as: Waiting) => Promise<T>): Promise<T> {
    const work = this.#works.get(key) ?? this.#begin(key, begin);
    work.waiting.add(waiting);
    const left = Promise.withResolvers<never>();
    const leave = () => left.reject(waiting.signal.reason);
    waiting.signal.addEventListener('abort', leave, { once: true });
    if (waiting.signal.aborted) leave();
    try {
      return await Promise.race([work.done, left.promise]);
    } finally {
      waiting.signal.removeEventListener('abort', leave);
      work.waiting.delete(waiting);
      if (work.waiting.size === 0) await this.#end(key, work, waiting.signal.reason);
    }
  }

  #begin(key: string, begin: (as: Waiting) => Promise<T>): Work<T> {
    const stop = new AbortController();
    const waiting = new Set<Waiting>();
    const onProgress = (progress: Progress) => {
      for (const one of waiting) one.onProgress(progress);
    };
    const work = { done: begin({ signal: stop.signal, onProgress }), waiting, stop };
    this.#works.set(key, work);
    return work;
  }

  /** Whoever asks from now on begins anew. */
  async #end(key: string, { done, stop }: Work<T>, reason: unknown): Promise<void> {
    if (this.#works.get(key)?.done === done) this.#works.delete(key);
    stop.abort(reason);
    await done.catch(() => {});
  }
}
