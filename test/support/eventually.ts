import { setTimeout as pause } from 'node:timers/promises';

const betweenLooksMs = 20;

/** Looks again and again until `claim` no longer throws; gives its last error when that has not happened within the time. */
export async function eventually(claim: () => void | Promise<void>, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      await claim();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await pause(betweenLooksMs);
  }
}
