import type { Job } from '../job.ts';
import type { Measured, Program } from '../measure.ts';
import type { Work } from '../work.ts';

/** Somebody who can do the work: one of the peers, a floor, or we. */
export interface Contender {
  readonly name: string;
  readonly is: 'peer' | 'floor' | 'ours';
  readonly does: (work: Work) => boolean;
  /** Writes what it needs, and says how to call it. */
  readonly prepare: (job: Job) => Promise<Program>;
  /** How many hosts it says it brought to the end of all tasks. */
  readonly hostsDone: (said: Measured, job: Job) => number;
  /** Ends what stays behind, such as an open connection. */
  readonly cleanUp?: (job: Job) => Promise<void>;
}
