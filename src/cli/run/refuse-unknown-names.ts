import { didYouMean } from '../../core/did-you-mean.ts';
import { NothingMatchedError } from '../../core/errors.ts';
import type { KnownInventory } from './known-inventory.ts';
import { unknownNames } from './unknown-names.ts';

/**
 * Throws a NothingMatchedError for the names in the parts of a pattern that the inventory does not have. More than
 * Ansible's warning: a slip in `all:!db` would do more than was meant.
 */
export function refuseUnknownNames(parts: readonly string[], known: KnownInventory): void {
  const unknown = unknownNames(parts, known);
  const [first] = unknown;
  if (first === undefined) return;
  const named = unknown.map((name) => `"${name}"`).join(' or ');
  const names = [...known.names].filter((name) => name !== 'all' && name !== 'ungrouped');
  throw new NothingMatchedError(`The inventory has no host or group ${named}`, {
    hint: didYouMean(first, names),
  });
}
