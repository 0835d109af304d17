import { closestName } from '../core/closest-name.ts';
import { NothingMatchedError } from '../core/errors.ts';
import { explainVariable, type VariableDefinition } from '../inventory/explain-variable.ts';
import { type Layer, mergedVars } from '../inventory/host-vars.ts';
import { shownValue } from '../inventory/shown-value.ts';

const longest = 60;

/**
 * Where a variable of a host comes from and what it overrides, the winner first; without a variable, of each of them.
 * Throws a NothingMatchedError for a variable that nothing sets.
 */
export function explanation(
  host: string,
  variable: string | undefined,
  layers: readonly Layer[],
): readonly string[] {
  const names = [...mergedVars(layers).keys()].toSorted();
  if (variable === undefined) return names.flatMap((name) => linesOf(host, name, layers));
  if (names.includes(variable)) return linesOf(host, variable, layers);
  const meant = closestName(variable, names);
  throw new NothingMatchedError(`Nothing sets the variable "${variable}" for ${host}`, {
    hint: meant === undefined ? `It has: ${names.join(', ')}.` : `Did you mean "${meant}"?`,
  });
}

function linesOf(host: string, name: string, layers: readonly Layer[]): readonly string[] {
  const [winner, ...overridden] = explainVariable(layers, name).toReversed();
  if (winner === undefined) return [];
  const shown = [winner, ...overridden];
  const width = Math.max(...shown.map(({ of }) => of.length));
  return [
    `${name} of ${host} is ${textOf(name, winner)}`,
    `  ${'set by'.padEnd(10)}  ${winner.of.padEnd(width)}  ${winner.where}`,
    ...overridden.map((one) => `  overrides   ${one.of.padEnd(width)}  ${one.where}  ${textOf(name, one)}`),
  ];
}

function textOf(name: string, { value }: VariableDefinition): string {
  const text = JSON.stringify(shownValue(name, value)) ?? String(value);
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
