import { setTimeout as pause } from 'node:timers/promises';
import type { HostLink } from '../session/host-link.ts';

/** At once, and then with growing pauses, in ms. */
const pausesMs = [0, 1_000, 2_000, 4_000];

/** Connects again to a host that was lost. Rejects with what the last attempt said. */
export async function reconnect(link: HostLink, signal: AbortSignal): Promise<void> {
  let last: unknown;
  for (const pauseMs of pausesMs) {
    // Cancelled: the caller's own reason is what counts.
    await pause(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    try {
      await link.connect();
      return;
    } catch (error) {
      last = error;
    }
  }
  throw last;
}
