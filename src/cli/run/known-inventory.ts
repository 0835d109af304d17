import type { Inventory } from '../../core/host.ts';
import type { VarsSources } from '../../inventory/host-vars.ts';
import { inventoryOf } from '../../inventory/inventory-of.ts';

/** An inventory, and the names by which a person may mean its hosts. */
export interface KnownInventory {
  readonly inventory: Inventory;
  /** Of hosts and groups, those without hosts too. */
  readonly names: ReadonlySet<string>;
}

export function knownInventory(sources: VarsSources): KnownInventory {
  const { groups, hosts } = sources.graph;
  return { inventory: inventoryOf(sources), names: new Set([...groups.keys(), ...hosts.keys()]) };
}
