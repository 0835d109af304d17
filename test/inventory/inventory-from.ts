import type { Inventory } from '../../src/core/host.ts';
import { loadInventory } from '../../src/inventory/load-inventory.ts';
import type { InventoryOptions } from '../../src/inventory/read-sources.ts';
import { directoryOf } from './directory-of.ts';

/** Loads an inventory from these files; without sources, from the first of them. */
export async function inventoryFrom(
  files: Readonly<Record<string, string>>,
  options: Partial<InventoryOptions> = {},
): Promise<Inventory> {
  await using directory = await directoryOf(files);
  return await loadInventory({
    sources: Object.keys(files).slice(0, 1),
    directory: directory.path,
    ...options,
  });
}

/** The message and hint with which loading these files fails. */
export async function complaintOf(
  files: Readonly<Record<string, string>>,
  options: Partial<InventoryOptions> = {},
): Promise<string> {
  try {
    await inventoryFrom(files, options);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const hint = 'hint' in error && typeof error.hint === 'string' ? `\n${error.hint}` : '';
    return `${error.name}: ${error.message}${hint}`;
  }
  return 'no complaint';
}
