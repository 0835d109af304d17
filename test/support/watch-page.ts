import { setInterval as beats } from 'node:timers/promises';
import { get } from './page.ts';

export interface PageWatch {
  /** Ends the watch and gives the longest time in which nobody got an answer, in milliseconds. */
  readonly end: () => Promise<number>;
}

/** Asks for a page every 50 ms, as a client would that does not give up; an answer is whatever the server says below 500. */
export function watchPage(url: string): PageWatch {
  const stop = new AbortController();
  const answered: number[] = [performance.now()];
  const asked: Promise<void>[] = [];
  const ask = async () => {
    const page = await get(url).catch(() => undefined);
    if (page !== undefined && page.status < 500) answered.push(performance.now());
  };
  const watching = (async () => {
    try {
      for await (const _ of beats(50, undefined, { signal: stop.signal })) asked.push(ask());
    } catch {
      // Ended from outside: that is how the beats end.
    }
  })();
  return {
    end: async () => {
      stop.abort();
      await watching;
      await Promise.all(asked);
      const times = [...answered, performance.now()];
      return Math.max(...times.slice(1).map((time, at) => time - (times[at] ?? time)));
    },
  };
}
