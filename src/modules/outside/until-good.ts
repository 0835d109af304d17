import { setTimeout as pause } from 'node:timers/promises';
import { RefusedError } from '../../core/errors.ts';

interface UntilGood<T> {
  readonly good: (seen: T) => boolean;
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

const pauseMs = 200;

/**
 * Tries again until what is seen is good, since a service may just be starting. When the time is over, gives what
 * was seen last, or rejects with the last RefusedError. Any other error ends it at once.
 */
export async function untilGood<T>(
  attempt: () => Promise<T>,
  { good, withinMs, signal }: UntilGood<T>,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    signal.throwIfAborted();
    const last = await attempt().catch((error: unknown) => {
      if (error instanceof RefusedError) return error;
      throw error;
    });
    const failed = last instanceof RefusedError;
    if (!failed && good(last)) return last;
    if (performance.now() + pauseMs > end) {
      if (failed) throw last;
      return last;
    }
    // An abort is noticed at the top, with its own reason.
    await pause(pauseMs, undefined, { signal }).catch(() => {});
  }
}
