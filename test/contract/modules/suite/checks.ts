import { expect } from 'vitest';
import { transaction } from '../../../../src/core/task.ts';
import { assert } from '../../../../src/modules/assert.ts';
import type { ModuleCase } from './module-case.ts';
import type { World, WorldRun } from './world.ts';

/** A module in a place of a world of its own. */
export interface Trial {
  readonly one: ModuleCase;
  readonly world: World;
  readonly place: string;
  readonly look: () => Promise<string>;
}

export interface Check {
  /** The heading of its column. */
  readonly title: string;
  readonly claim: string;
  readonly holds: (trial: Trial) => Promise<void>;
  /** Why it does not apply to a module; undefined: it does. */
  readonly unless?: (one: ModuleCase) => string | undefined;
}

/** What every module promises. */
export const checks: readonly Check[] = [
  { title: 'looks', claim: 'changes nothing by looking, and sees the same twice', holds: looks },
  { title: 'converges', claim: 'changes what is not so, and finds it so afterwards', holds: converges },
  {
    title: 'predicts',
    claim: 'says in a check exactly what a run does',
    holds: predicts,
    unless: (one) => one.unpredicted,
  },
  {
    title: 'undoes',
    claim: 'puts everything back when a transaction fails',
    holds: undoes,
    unless: (one) => one.keptWhenUndone,
  },
  { title: 'survives', claim: 'gets there when the link was cut in the middle', holds: survives },
  { title: 'refuses', claim: 'refuses wrong parameters before anything is done', holds: refuses },
  { title: 'is discreet', claim: 'shows a secret nowhere', holds: isDiscreet, unless: withoutSecret },
];

async function looks({ one, world, place, look }: Trial): Promise<void> {
  const before = await look();
  const first = await world.run(one.tasks(place), { check: true });
  const second = await world.run(one.tasks(place), { check: true });
  expect(changesOf(second)).toEqual(changesOf(first));
  expect(failuresOf(first)).toEqual([]);
  expect(await look()).toBe(before);
}

async function converges({ one, world, place, look }: Trial): Promise<void> {
  const first = await world.run(one.tasks(place));
  expect(failuresOf(first)).toEqual([]);
  expect(Object.values(first.outcomes)).toContain('changed');
  const after = await look();
  const second = await world.run(one.tasks(place));
  expect(new Set(Object.values(second.outcomes))).toEqual(new Set(['ok']));
  expect(await look()).toBe(after);
}

async function predicts({ one, world, place }: Trial): Promise<void> {
  const predicted = await world.run(one.tasks(place), { check: true });
  const done = await world.run(one.tasks(place));
  expect(predicted.outcomes).toEqual(done.outcomes);
  expect(changesOf(predicted)).toEqual(changesOf(done));
}

async function undoes({ one, world, place, look }: Trial): Promise<void> {
  const before = await look();
  const fails = assert('fails', { that: false, message: 'it fails' });
  const { events, outcomes } = await world.run([transaction('all', [...one.tasks(place), fails])]);
  expect(outcomes['fails']).toMatch(/^failed/);
  expect(Object.values(outcomes)).toContain('changed');
  const [taken] = events.filter((event) => event.is === 'transaction-rolled-back');
  expect(taken).toMatchObject({ left: [] });
  expect(await look()).toBe(before);
}

/** The link is cut while the first, the second … thing is on its way. */
async function survives({ one, world, place }: Trial): Promise<void> {
  for (const cutAfterWrites of [2, 3, 4]) await world.run(one.tasks(place), { cutAfterWrites });
  const last = await world.run(one.tasks(place));
  expect(failuresOf(last)).toEqual([]);
  const again = await world.run(one.tasks(place));
  expect(new Set(Object.values(again.outcomes))).toEqual(new Set(['ok']));
}

async function refuses({ one }: Trial): Promise<void> {
  expect(one.wrong.call).toThrow(one.wrong.says);
}

async function isDiscreet({ one, world, place }: Trial): Promise<void> {
  const runs = [await world.run(one.tasks(place), { check: true }), await world.run(one.tasks(place))];
  expect(JSON.stringify(runs)).not.toContain(one.secret);
}

function withoutSecret({ secret }: ModuleCase): string | undefined {
  return secret === undefined ? 'takes no secret' : undefined;
}

function changesOf({ events }: WorldRun): readonly unknown[] {
  return events.flatMap((event) =>
    event.is === 'task-finished' && event.outcome.is === 'changed' ? [event.outcome.changes] : [],
  );
}

function failuresOf({ outcomes }: WorldRun): readonly string[] {
  return Object.values(outcomes).filter((outcome) => !['ok', 'changed'].includes(outcome));
}
