import { DefinitionError, UsageError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';
import type { Play } from '../core/play.ts';
import type { AtMost } from './host-limits.ts';
import { limitNames } from './limit-names.ts';

/**
 * Throws for sizes that are no whole number from 1 on, and for a size that is given for the run and that no host of
 * the inventory counts under: a slip of the pen there would let everything through.
 */
export function refuseWrongLimits(atMost: AtMost, plays: readonly Play[], hosts: readonly Host[]): void {
  for (const { name, atMost: own } of plays) {
    const wrong = wrongSize(own);
    if (wrong !== undefined) throw new DefinitionError(`The play "${name}": ${wrong}`);
  }
  const wrong = wrongSize(atMost);
  if (wrong !== undefined) throw new UsageError(wrong);
  const names = Object.keys(atMost);
  if (names.length === 0) return;
  const known = new Set(hosts.flatMap(limitNames));
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new UsageError(`No host of the inventory counts under the limit "${unknown}"`, {
    hint:
      known.size === 0
        ? 'A limit is a group, a name in drover_limits, or bastion:NAME; this inventory has none of them.'
        : `There are: ${[...known].toSorted().join(', ')}.`,
  });
}

function wrongSize(atMost: AtMost): string | undefined {
  const wrong = Object.entries(atMost).find(([, most]) => !Number.isInteger(most) || most < 1);
  return wrong && `atMost of "${wrong[0]}" is ${wrong[1]}: it must be a whole number from 1 on`;
}
