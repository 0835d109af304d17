import type { Contender } from './contenders/contender.ts';
import type { Figure, Phase } from './figure.ts';
import { figureOf } from './figure-of.ts';
import type { Fleet } from './fleet.ts';
import { openNetwork } from './network.ts';
import { type Sample, sampleOf } from './sample.ts';
import type { Scenario } from './scenario.ts';

export interface RunScenarioOptions {
  readonly fleet: Fleet;
  readonly contenders: readonly Contender[];
  readonly runs: number;
  /** For what the contenders are given. */
  readonly directory: string;
}

/** With more hosts, a round that only counts would take too long. */
const countedHosts = 10;

/** Lets everybody do the work so many times, in turns, and gives the medians. */
export async function runScenario(
  scenario: Scenario,
  { fleet, contenders, runs, directory }: RunScenarioOptions,
): Promise<readonly Figure[]> {
  const who = contenders.filter(
    (one) => scenario.who.includes(one.is) && !scenario.tooSlow.includes(one.name) && one.does(scenario.work),
  );
  const targets = await fleet.take(scenario.hosts);
  const isDelayed = scenario.roundTripMs > 0;
  const samples: Sample[] = [];
  {
    await using network = isDelayed ? await openNetwork(targets, scenario.roundTripMs) : undefined;
    for (let run = 0; run < runs; run += 1) {
      for (const one of who)
        samples.push(...(await sampleOf(one, { scenario, targets, network, directory })));
    }
  }
  if (!isDelayed && scenario.hosts <= countedHosts) {
    // The proxy takes time of its own: what goes through it only to be counted is not timed.
    await using network = await openNetwork(targets, 0);
    for (const one of who.filter(({ is }) => is !== 'peer')) {
      const counted = await sampleOf(one, { scenario, targets, network, directory });
      samples.push(...counted.map((sample) => ({ ...sample, isTimed: false })));
    }
  }
  const phases: readonly Phase[] = scenario.again ? ['first', 'second'] : ['first'];
  return phases.flatMap((phase) => who.map(({ name }) => figureOf(scenario, name, phase, samples)));
}
