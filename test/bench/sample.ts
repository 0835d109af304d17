import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contender } from './contenders/contender.ts';
import type { Phase } from './figure.ts';
import { emptyTargets } from './fleet.ts';
import type { Job, Target } from './job.ts';
import { type Measured, measure, type Program } from './measure.ts';
import type { Network } from './network.ts';
import type { Scenario } from './scenario.ts';
import { sourceFile } from './source-file.ts';
import { failureOf, identities } from './verify.ts';

/** One contender's work, once. */
export interface Sample {
  readonly who: string;
  readonly phase: Phase;
  readonly measured: Measured;
  readonly isTimed: boolean;
  /** For one host. */
  readonly roundTrips: number | undefined;
  /** Why it does not count. */
  readonly error: string | undefined;
}

export interface SampleOptions {
  readonly scenario: Scenario;
  readonly targets: readonly Target[];
  readonly network: Network | undefined;
  readonly directory: string;
}

const mostForks = 50;

/** Does the work, where asked a second time, and looks whether it was really done. */
export async function sampleOf(who: Contender, options: SampleOptions): Promise<readonly Sample[]> {
  const { scenario, targets, network } = options;
  await emptyTargets(targets);
  const first = await jobOf(options);
  const samples = [await doOnce(who, first, 'first', network)];
  if (scenario.again) {
    const before = await identities(first);
    const again = await doOnce(who, await jobOf(options), 'second', network);
    const isChanged = before !== (await identities(first));
    samples.push({ ...again, error: again.error ?? (isChanged ? 'it replaced files again' : undefined) });
  }
  return samples;
}

async function jobOf({
  scenario: { work, hosts },
  targets,
  network,
  directory,
}: SampleOptions): Promise<Job> {
  return {
    work,
    targets: network?.targets ?? targets,
    atATime: Math.min(hosts, mostForks),
    directory: await mkdtemp(join(directory, 'job-')),
    source: work.is === 'upload' ? await sourceFile(directory, work.bytes) : '',
  };
}

async function doOnce(who: Contender, job: Job, phase: Phase, network: Network | undefined): Promise<Sample> {
  const program: Program = await who.prepare(job);
  await network?.counts();
  const measured = await measure(program);
  await who.cleanUp?.(job);
  const counts = await network?.counts();
  const roundTrips = counts && counts.roundTrips / job.targets.length;
  const error = await failureOf(who, job, measured);
  return { who: who.name, phase, measured, isTimed: true, roundTrips, error };
}
