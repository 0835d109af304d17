import type { RunEvent } from './event.ts';

/** Watches a run. It cannot change it, and one that throws or rejects is detached. */
export interface Reporter {
  /** Told of every event, in their order. What it returns is awaited at the end of the run, not before the next event. */
  readonly on: (event: RunEvent) => unknown;
  /** Called once after the last event, to let go of the screen or a file. */
  readonly end?: () => void | Promise<void>;
}
