import { createHash } from 'node:crypto';
import type { Ingredients } from './ingredients.ts';
import type { CompileParams } from './params.ts';

/**
 * One digest of everything that decides what a build will be; undefined while that is not known. `fallback` is the
 * compiler that the present tree was built with: a host whose compiler was removed since need not build again.
 */
export function buildStamp(
  { buildSystem, prefix, configure, make, environment, prepare, inputs }: CompileParams,
  ingredients: Ingredients,
  fallback: string,
): string | undefined {
  if (ingredients.is !== 'known') return undefined;
  const { parts, compiler, system: machine } = ingredients;
  const digests = parts.map((part) => (part.is === 'digest' ? part.digest : undefined));
  if (digests.includes(undefined)) return undefined;
  const variables = Object.entries(environment).sort(([one], [other]) => (one < other ? -1 : 1));
  const text = inputs.filter((input) => !input.startsWith('/'));
  // What was built before there was a choice keeps its stamp.
  const system = buildSystem === 'autotools' ? {} : { buildSystem };
  const flags = { ...system, prefix, configure, make, variables, prepare: prepare?.text ?? '', text };
  const all = [digests, flags, compiler === '' ? fallback : compiler, machine];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}
