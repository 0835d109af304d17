import { Secret } from '../../core/secret.ts';
import type { ConnectionFlags } from '../commands/options/connection-options.ts';
import { readSecret } from '../secrets/read-secret.ts';
import { connectionDefaults } from './connection-defaults.ts';
import { type KnownInventory, knownInventory } from './known-inventory.ts';
import { type SourceFlags, sourcesFor } from './sources-for.ts';

/** The flags by which a command is told of hosts, and how to log in and become another user there. */
export interface InventoryFlags extends SourceFlags, ConnectionFlags {
  readonly askBecomePass: boolean;
}

export interface Purpose {
  /** The directory of the playbook: its group_vars and host_vars count. */
  readonly playbookDirectory?: string;
  /** Nothing is connected: no password of a user on hosts is asked for. Default: false. */
  readonly isListing?: boolean;
  readonly signal: AbortSignal;
}

/**
 * The inventory as the flags name and complete it. Asks for the passwords that they say must be asked for: one of a
 * user on hosts last, once the inventory is known to be well.
 */
export async function inventoryFor(
  flags: InventoryFlags,
  { isListing = false, ...around }: Purpose,
): Promise<KnownInventory> {
  const sources = await sourcesFor(flags, around);
  const password =
    flags.askBecomePass && !isListing
      ? [['ansible_become_password', new Secret(await readSecret('sudo password: '))] as const]
      : [];
  const { vars, whereOf } = sources.extra;
  const extra = { vars: new Map([...vars, ...password]), whereOf };
  const { inventory, names } = knownInventory({ ...sources, extra });
  return { inventory: connectionDefaults(inventory, flags), names };
}
