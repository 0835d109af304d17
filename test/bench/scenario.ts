import type { Contender } from './contenders/contender.ts';
import type { Work } from './work.ts';

/** One line of the tables: some work, on so many hosts, over a way that takes so long. */
export interface Scenario {
  readonly workload: 'W1' | 'W2' | 'W3' | 'W4' | 'W5';
  readonly title: string;
  readonly work: Work;
  readonly hosts: number;
  readonly roundTripMs: number;
  /** Done a second time at once, when nothing is left to change. */
  readonly again: boolean;
  /** Who takes part; it would tell nothing about the others. */
  readonly who: readonly Contender['is'][];
  /** Who would need minutes for it, by name. */
  readonly tooSlow: readonly string[];
}
