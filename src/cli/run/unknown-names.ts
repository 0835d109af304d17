import { unmatched } from '../../inventory/unmatched.ts';
import type { KnownInventory } from './known-inventory.ts';

/** The names in the parts of a pattern that the inventory does not have. A glob, or a group without hosts, is no such. */
export function unknownNames(
  parts: readonly string[],
  { inventory, names }: KnownInventory,
): readonly string[] {
  const written = unmatched(inventory, parts).map((part) => part.replace(/\[[^\]]*\]$/, ''));
  return written.filter((name) => !/[*?[]|^~/.test(name) && !names.has(name));
}
