import type { Inventory } from '../core/host.ts';

/** Those parts of a pattern, without their `!` and `&`, that match no host of the inventory. */
export function unmatched(inventory: Inventory, parts: readonly string[]): readonly string[] {
  const names = parts.map((part) => part.replace(/^[!&]/, ''));
  // The comma at the end keeps a colon within a part from separating.
  return names.filter((name) => name !== 'all' && inventory.select(`${name},`).length === 0);
}
