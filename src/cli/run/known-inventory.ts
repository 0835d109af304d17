import { UsageError } from '../../core/errors.ts';
import type { Inventory } from '../../core/host.ts';
import { inventoryOf } from '../../inventory/inventory-of.ts';
import { type InventoryOptions, readSources } from '../../inventory/read-sources.ts';
import type { ConnectionFlags } from '../commands/options/connection-options.ts';
import { connectionDefaults } from './connection-defaults.ts';

/** An inventory, and the names by which a person may mean its hosts. */
export interface KnownInventory {
  readonly inventory: Inventory;
  /** Of hosts and groups, those without hosts too. */
  readonly names: ReadonlySet<string>;
}

/** Reads the inventory that the flags name. Rejects with a UsageError when they name none, or a key that is not there. */
export async function readInventory(
  options: InventoryOptions,
  connection: ConnectionFlags = {},
): Promise<KnownInventory> {
  if (options.sources.length === 0) {
    throw new UsageError('No inventory: name one with -i', {
      hint: 'Such as -i inventory.yml, -i web1,web2 or, for this machine, -i localhost, -c local.',
    });
  }
  const sources = await readSources(options);
  const names = new Set([...sources.graph.groups.keys(), ...sources.graph.hosts.keys()]);
  return { inventory: connectionDefaults(inventoryOf(sources), connection), names };
}
