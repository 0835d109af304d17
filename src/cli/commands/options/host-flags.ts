import type { InventoryFlags } from '../../run/inventory-for.ts';

/** What `hostOptions` reads from a command line. */
export interface HostFlags extends InventoryFlags {
  readonly become: boolean;
  readonly becomeUser?: string;
  readonly limit?: string;
  readonly forks: number;
}
