import { expect } from 'vitest';
import { transaction } from '../../../../src/core/task.ts';
import { assert } from '../../../../src/modules/assert.ts';
import type { ModuleCase } from './module-case.ts';
import { changesOf, failuresOf, type Walk } from './walk.ts';
import type { World } from './world.ts';

/** A module in a place of a world of its own. */
export interface Trial {
  readonly one: ModuleCase;
  readonly world: World;
  readonly place: string;
  readonly look: () => Promise<string>;
}

interface Claim {
  /** The heading of its column. */
  readonly title: string;
  readonly claim: string;
  /** Why it does not apply to a module; undefined: it does. */
  readonly unless?: (one: ModuleCase) => string | undefined;
}

/** What is seen on the way that all modules go once in every world: two checks and two runs. */
interface WalkClaim extends Claim {
  readonly isSeen: (walk: Walk, one: ModuleCase) => void;
}

/** What takes a place of its own. */
interface TrialClaim extends Claim {
  readonly holds: (trial: Trial) => Promise<void>;
  /** It is held in whole worlds only, for the time that it takes. */
  readonly isLong?: boolean;
  /** It is held only where a program is lacking that the module needs. */
  readonly isOfLacking?: boolean;
}

export type Check = WalkClaim | TrialClaim;

/** What every module promises. */
export const checks: readonly Check[] = [
  { title: 'looks', claim: 'changes nothing by looking, and sees the same twice', isSeen: looks },
  {
    title: 'converges',
    claim: 'changes what is not so, and finds it so afterwards',
    isSeen: converges,
    unless: (one) => withoutChange(one) ?? one.changesEachTime,
  },
  {
    title: 'predicts',
    claim: 'says in a check exactly what a run does',
    isSeen: predicts,
    unless: (one) => one.unpredicted,
  },
  { title: 'is discreet', claim: 'shows a secret nowhere', isSeen: isDiscreet, unless: withoutSecret },
  {
    title: 'undoes',
    claim: 'puts everything back when a transaction fails',
    holds: undoes,
    unless: (one) => withoutChange(one) ?? one.keptWhenUndone,
    isLong: true,
  },
  {
    title: 'survives',
    claim: 'gets there when the link was cut in the middle',
    holds: survives,
    isLong: true,
  },
  {
    title: 'refuses',
    claim: 'refuses wrong parameters before anything is done',
    holds: refuses,
    isLong: true,
  },
  {
    title: 'names its tools',
    claim: 'says which program it lacks, where it cannot do without',
    holds: namesTools,
    unless: ({ tools }) => (tools === undefined ? 'needs none' : undefined),
    isOfLacking: true,
  },
];

function looks({ found, looked, done, first, second }: Walk, one: ModuleCase): void {
  expect(failuresOf(first)).toEqual([]);
  expect(changesOf(second)).toEqual(changesOf(first));
  expect(looked).toBe(found);
  if (one.changesNothing) expect([failuresOf(done.run), done.look]).toEqual([[], found]);
}

function converges({ done, again }: Walk): void {
  expect(failuresOf(done.run)).toEqual([]);
  expect(Object.values(done.run.outcomes)).toContain('changed');
  expect(new Set(Object.values(again.run.outcomes))).toEqual(new Set(['ok']));
  expect(again.look).toBe(done.look);
}

function predicts({ second, done }: Walk): void {
  expect(second.outcomes).toEqual(done.run.outcomes);
  expect(changesOf(second)).toEqual(changesOf(done.run));
}

function isDiscreet({ first, done }: Walk, { secret }: ModuleCase): void {
  expect(JSON.stringify([first, done.run])).not.toContain(secret);
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
