import type { Inventory } from '../core/host.ts';
import { inventoryOf } from './inventory-of.ts';
import { type InventoryOptions, readSources } from './read-sources.ts';

/**
 * Reads an inventory, with variables and precedence as in Ansible. Rejects with a UsageError for a source that
 * cannot be read, and with a DefinitionError, with file, line and column, for one that is wrong.
 */
export async function loadInventory(options: InventoryOptions): Promise<Inventory> {
  return inventoryOf(await readSources(options));
}
