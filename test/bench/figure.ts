/** Which time the work was done: when all was to be done, or when nothing was left. */
export type Phase = 'first' | 'second';

/** What somebody needed for a scenario: medians of the runs. */
export interface Figure {
  readonly scenario: string;
  readonly phase: Phase;
  readonly who: string;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakKb: number;
  /** For one host; undefined where it was not counted. */
  readonly roundTrips: number | undefined;
  /** Why there is no figure. */
  readonly error: string | undefined;
}
