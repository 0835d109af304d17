import type { Figure } from './figure.ts';
import type { IdleMemory } from './idle-memory.ts';
import type { StartUp } from './start-up.ts';

/** All that was measured. */
export interface Measurements {
  readonly figures: readonly Figure[];
  readonly start: StartUp | undefined;
  readonly idle: IdleMemory | undefined;
}

/** What we promise ourselves. */
export interface Goal {
  readonly text: string;
  /** The figure is at most (or at least) this. */
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly unit: string;
  /** It is a count, the same on every machine, and no time. */
  readonly isCounted?: true;
  /** Undefined where something that it needs was not measured. */
  readonly value: (measured: Measurements) => number | undefined;
}
