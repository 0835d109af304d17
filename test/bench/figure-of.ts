import type { Figure, Phase } from './figure.ts';
import { median } from './median.ts';
import type { Sample } from './sample.ts';
import type { Scenario } from './scenario.ts';

/** The medians of somebody's samples. */
export function figureOf(
  { title: scenario }: Scenario,
  who: string,
  phase: Phase,
  samples: readonly Sample[],
): Figure {
  const own = samples.filter((sample) => sample.who === who && sample.phase === phase);
  const timed = own.filter(({ isTimed }) => isTimed).map(({ measured }) => measured);
  const trips = own.flatMap(({ roundTrips }) => (roundTrips === undefined ? [] : [roundTrips]));
  return {
    scenario,
    phase,
    who,
    wallMs: median(timed.map(({ wallMs }) => wallMs)),
    cpuMs: median(timed.map(({ cpuMs }) => cpuMs)),
    peakKb: median(timed.map(({ peakKb }) => peakKb)),
    roundTrips: trips.length === 0 ? undefined : median(trips),
    error: own.find(({ error }) => error !== undefined)?.error,
  };
}
