import { describe, expect, it } from 'vitest';
import { type Check, checks, lackingIn, type Trial } from './checks.ts';
import { contractTable } from './contract-table.ts';
import { lookAtPlace } from './look-at-place.ts';
import type { ModuleCase } from './module-case.ts';
import { type Walk, walk } from './walk.ts';
import type { World } from './world.ts';

/** A name that scripts stumble over when they are not careful. */
const oddName = '-it\'s a "place" $(id) `id` \\ ünï\n*';

/** Holds every module to the contract in every world, and the table in `file`, if one is given, to what was seen. */
export function holdToContract(cases: readonly ModuleCase[], worlds: readonly World[], file?: string): void {
  const proven = new Map<string, Set<string>>();
  for (const one of cases) {
    describe(one.module, () => {
      for (const world of worldsOf(one, worlds)) {
        // Whichever claim is looked at first goes the way; the others read what it saw.
        let walked: Promise<Walk> | undefined;
        for (const check of checks.filter((check) => isHeld(check, one, world))) {
          it(`${check.claim} (${world.name})`, async () => {
            if ('holds' in check) await inPlace(one, world, check.holds);
            else check.isSeen(await (walked ??= inPlace(one, world, walk)), one);
            const key = keyOf(one, check);
            proven.set(key, (proven.get(key) ?? new Set()).add(world.name));
          });
        }
      }
    });
  }
  it.runIf(file !== undefined)('is written down as it was seen', async () => {
    const cellOf = (one: ModuleCase, check: Check) => {
      const why = check.unless?.(one);
      const seen = proven.get(keyOf(one, check))?.size ?? 0;
      const every = worlds.filter((world) => isFor(check, world));
      const of = isOfLacking(check) ? every.filter((world) => isHeld(check, one, world)) : every;
      return why ?? `${seen} of ${of.length}`;
    };
    const table = contractTable({ cases, checks, worlds, cellOf });
    await expect(table).toMatchFileSnapshot(file ?? '');
  });
}

async function inPlace<T>(one: ModuleCase, world: World, of: (trial: Trial) => Promise<T>): Promise<T> {
  const root = (await world.on('mktemp -d')).trim();
  const place = `${root}/${oddName}`;
  const look = () => world.on(one.look ?? lookAtPlace, place);
  try {
    await world.on(`mkdir -- "$1"; cd -- "$1"; ${one.before ?? ':'}`, place);
    return await of({ one, world, place, look });
  } finally {
    await world.on('rm -rf -- "$1"', root);
  }
}

function isHeld(check: Check, one: ModuleCase, world: World): boolean {
  if (check.unless?.(one) !== undefined || !isFor(check, world)) return false;
  return isOfLacking(check) === lackingIn(one, world).length > 0;
}

function isFor(check: Check, world: World): boolean {
  return !(world.isBrief === true && 'isLong' in check);
}

function isOfLacking(check: Check): boolean {
  return 'isOfLacking' in check;
}

function worldsOf({ needsRoot, slow }: ModuleCase, worlds: readonly World[]): readonly World[] {
  const fit = worlds.filter(({ isRoot }) => isRoot || needsRoot === undefined);
  return slow === undefined ? fit : fit.slice(0, 1);
}

function keyOf({ module }: ModuleCase, { title }: Check): string {
  return `${module} ${title}`;
}
