import type { RunEvent } from './event.ts';

/** Watches a run. It cannot change it, and one that throws is detached. */
export interface Reporter {
  readonly on: (event: RunEvent) => void;
  /** Called once after the last event, to let go of the screen or a file. */
  readonly end?: () => void | Promise<void>;
}
