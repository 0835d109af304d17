import { setTimeout as pause } from 'node:timers/promises';
import { CancelledError, TimeoutError } from '../../core/errors.ts';

interface WaitOptions {
  /** What is waited for, as the end of "Waited 90 s for …". */
  readonly what: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly hint?: string;
}

const betweenLooksMs = 25;

/** Looks again and again until the condition holds. Rejects with a TimeoutError when it does not in time. */
export async function waitUntil(
  holds: () => Promise<boolean>,
  { what, timeoutMs, signal, hint }: WaitOptions,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (signal?.aborted === true) throw new CancelledError(`Cancelled while waiting for ${what}`);
    if (performance.now() > deadline) {
      const details = hint === undefined ? {} : { hint };
      throw new TimeoutError(`Waited ${timeoutMs / 1000} s for ${what}`, details);
    }
    await pause(betweenLooksMs);
  }
}
