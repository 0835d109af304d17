import type { Figure, Phase } from './figure.ts';
import type { Measurements } from './goal.ts';
import { scenarios } from './scenarios.ts';

type Quantity = 'wallMs' | 'cpuMs' | 'peakKb' | 'roundTrips';

/** Where a figure stands. `who` is Drover where nobody is named. */
export interface Place {
  readonly title: string;
  readonly of: Quantity;
  readonly who?: string;
  readonly phase?: Phase;
}

/** One figure, or undefined when it was not measured. */
function valueAt({ figures }: Measurements, place: Place): number | undefined {
  const { title, of, who = 'drover', phase = 'first' } = place;
  if (scenarios.every((scenario) => scenario.title !== title)) throw new Error(`No scenario is "${title}"`);
  const isIt = (one: Figure) => one.scenario === title && one.who === who && one.phase === phase;
  const found = figures.find((one) => isIt(one) && one.error === undefined);
  return found?.[of];
}

/** One figure in terms of another. */
export function ratio(one: Place, other: Place): (measured: Measurements) => number | undefined {
  return (measured) => {
    const above = valueAt(measured, one);
    const below = valueAt(measured, other);
    return above === undefined || below === undefined ? undefined : above / below;
  };
}

/** How much more one figure is than another. */
export function difference(one: Place, other: Place): (measured: Measurements) => number | undefined {
  return (measured) => {
    const larger = valueAt(measured, one);
    const smaller = valueAt(measured, other);
    return larger === undefined || smaller === undefined ? undefined : larger - smaller;
  };
}
