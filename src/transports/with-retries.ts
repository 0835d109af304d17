import { setTimeout as pause } from 'node:timers/promises';
import { DroppedHandshake } from './dropped-handshake.ts';

export interface Retrying {
  /** How long to go on beginning again, from the first attempt on. */
  readonly withinMs: number;
  readonly firstPauseMs: number;
  readonly signal: AbortSignal;
}

const retries = 3;

/** Tries again, up to three times and after ever longer pauses, when a server drops us before it says who it is. */
export async function withRetries<T>(
  attempt: (number: number) => Promise<T>,
  { withinMs, firstPauseMs, signal }: Retrying,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (let number = 0; ; number++) {
    try {
      return await attempt(number);
    } catch (error) {
      // Hosts that were dropped together do not come back together.
      const pauseMs = firstPauseMs * 2 ** number * (0.5 + Math.random());
      const isLate = performance.now() + pauseMs > deadline;
      if (!(error instanceof DroppedHandshake) || number === retries || isLate) throw error;
      await pause(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}
