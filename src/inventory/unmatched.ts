import type { Inventory } from '../core/host.ts';
import { splitPattern } from './split-pattern.ts';

/** The parts of a pattern that match no host of the inventory: each is worth a warning. */
export function unmatched(inventory: Inventory, pattern: string): readonly string[] {
  const names = splitPattern(pattern).map((part) => part.replace(/^[!&]/, ''));
  // The comma at the end keeps a colon within a part from separating.
  return names.filter((name) => name !== 'all' && inventory.select(`${name},`).length === 0);
}
