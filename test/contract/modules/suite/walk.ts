import type { ModuleCase } from './module-case.ts';
import type { World, WorldRun } from './world.ts';

interface Seen {
  readonly run: WorldRun;
  /** All that the tasks may change, afterwards. */
  readonly look: string;
}

/** Two checks and two runs of a module in one place, from which its claims are read. */
export interface Walk {
  /** All that the tasks may change, as it was before. */
  readonly found: string;
  readonly first: WorldRun;
  readonly second: WorldRun;
  /** The same after the two checks. */
  readonly looked: string;
  readonly done: Seen;
  readonly again: Seen;
}

interface WalkOptions {
  readonly one: ModuleCase;
  readonly world: World;
  readonly place: string;
  readonly look: () => Promise<string>;
}

export async function walk({ one, world, place, look }: WalkOptions): Promise<Walk> {
  const checked = () => world.run(one.tasks(place), { check: true });
  const seen = async (): Promise<Seen> => ({ run: await world.run(one.tasks(place)), look: await look() });
  const found = await look();
  const first = await checked();
  const second = await checked();
  const looked = await look();
  return { found, first, second, looked, done: await seen(), again: await seen() };
}

/** What a run changed, or would have. */
export function changesOf({ events }: WorldRun): readonly unknown[] {
  return events.flatMap((event) =>
    event.is === 'task-finished' && event.outcome.is === 'changed' ? [event.outcome.changes] : [],
  );
}

export function failuresOf({ outcomes }: WorldRun): readonly string[] {
  return Object.values(outcomes).filter((outcome) => !['ok', 'changed'].includes(outcome));
}
