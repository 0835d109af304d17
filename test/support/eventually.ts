import { setImmediate as turn } from 'node:timers/promises';

/** Holds once `claim` no longer throws; gives its last error when that has not happened within the time. */
export async function eventually(claim: () => void | Promise<void>, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      await claim();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await turn();
  }
}
