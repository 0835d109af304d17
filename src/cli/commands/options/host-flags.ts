import type { InventoryFlags } from '../../run/inventory-for.ts';

/** What `hostOptions` reads from a command line. */
export interface HostFlags extends InventoryFlags {
  readonly limit?: string;
  readonly playbookDir?: string;
  readonly forks: number;
  /** How often -v was given. */
  readonly verbose: number;
}
