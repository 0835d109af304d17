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
  /** It is held in brief worlds too. */
  readonly isBrief?: boolean;
  /** It is held only where a program is lacking that the module needs. */
  readonly isOfLacking?: boolean;
}

/** What every module promises. */
export const checks: readonly Check[] = [
  {
    title: 'looks',
    claim: 'changes nothing by looking, and sees the same twice',
    holds: looks,
    isBrief: true,
  },
  {
    title: 'converges',
    claim: 'changes what is not so, and finds it so afterwards',
    holds: converges,
    isBrief: true,
    unless: (one) => withoutChange(one) ?? one.changesEachTime,
  },
  {
    title: 'predicts',
    claim: 'says in a check exactly what a run does',
    holds: predicts,
    isBrief: true,
    unless: (one) => one.unpredicted,
  },
  {
    title: 'undoes',
    claim: 'puts everything back when a transaction fails',
    holds: undoes,
    unless: (one) => withoutChange(one) ?? one.keptWhenUndone,
  },
  { title: 'survives', claim: 'gets there when the link was cut in the middle', holds: survives },
  { title: 'refuses', claim: 'refuses wrong parameters before anything is done', holds: refuses },
  { title: 'is discreet', claim: 'shows a secret nowhere', holds: isDiscreet, unless: withoutSecret },
  {
    title: 'names its tools',
    claim: 'says which program it lacks, where it cannot do without',
    holds: namesTools,
    unless: ({ tools }) => (tools === undefined ? 'needs none' : undefined),
    isBrief: true,
    isOfLacking: true,
  },
];

async function looks({ one, world, place, look }: Trial): Promise<void> {
  const before = await look();
  const first = await world.run(one.tasks(place), { check: true });
  const second = await world.run(one.tasks(place), { check: true });
  expect(changesOf(second)).toEqual(changesOf(first));
  expect(failuresOf(first)).toEqual([]);
  if (one.changesNothing) expect(failuresOf(await world.run(one.tasks(place)))).toEqual([]);
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
  const settled = one.changesEachTime === undefined ? 'ok' : 'changed';
  expect(new Set(Object.values(again.outcomes))).toEqual(new Set([settled]));
}

async function refuses({ one }: Trial): Promise<void> {
  expect(one.wrong.call).toThrow(one.wrong.says);
}

async function isDiscreet({ one, world, place }: Trial): Promise<void> {
  const runs = [await world.run(one.tasks(place), { check: true }), await world.run(one.tasks(place))];
  expect(JSON.stringify(runs)).not.toContain(one.secret);
}

async function namesTools({ one, world, place }: Trial): Promise<void> {
  const said = failuresOf(await world.run(one.tasks(place)));
  expect(said).toHaveLength(1);
  const tools = (one.tools ?? []).flatMap((either) => either.split(' or '));
  expect(said.join()).toMatch(new RegExp(`\\b(${tools.join('|')})\\b.* (installed|on the host)`));
}

/** The programs that a module needs and a world has not. */
export function lackingIn({ tools = [] }: ModuleCase, { lacks = () => false }: World): readonly string[] {
  return tools.filter((either) => either.split(' or ').every(lacks));
}

function withoutChange({ changesNothing }: ModuleCase): string | undefined {
  return changesNothing ? 'changes nothing' : undefined;
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
