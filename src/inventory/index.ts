export type { GroupDefinition, InventoryDefinition } from './inventory-definition.ts';
export { limitHosts } from './limit-hosts.ts';
export { type InventoryOptions, loadInventory } from './load-inventory.ts';
export { unmatched } from './unmatched.ts';
