import type { BecomeFlags } from '../commands/options/become-options.ts';
import type { ConnectionFlags } from '../commands/options/connection-options.ts';
import { connectionDefaults } from './connection-defaults.ts';
import { type KnownInventory, knownInventory } from './known-inventory.ts';
import { type Passwords, passwordsFor } from './passwords-for.ts';
import { type SourceFlags, sourcesFor } from './sources-for.ts';

/** The flags by which a command is told of hosts, and how to log in and become another user there. */
export interface InventoryFlags extends SourceFlags, ConnectionFlags, BecomeFlags {}

export interface Purpose {
  /** The directory of the playbook: its group_vars and host_vars count. */
  readonly playbookDirectory?: string | undefined;
  /** Nothing is connected: no password of a user on hosts is asked for. Default: false. */
  readonly isListing?: boolean;
  /** What will be selected. */
  readonly patterns?: readonly string[];
  readonly signal: AbortSignal;
}

const none: Passwords = { login: undefined, become: undefined };

/**
 * The inventory as the flags name and complete it. Asks for the passwords that they say must be asked for: one of a
 * user on hosts last, once the inventory is known to be well.
 */
export async function inventoryFor(
  flags: InventoryFlags,
  { isListing = false, ...around }: Purpose,
): Promise<KnownInventory> {
  const sources = await sourcesFor(flags, around);
  const { login, become } = isListing ? none : await passwordsFor(flags);
  const { vars, whereOf } = sources.extra;
  const known = become === undefined ? vars : new Map([...vars, ['ansible_become_password', become]]);
  const { inventory, names } = knownInventory({ ...sources, extra: { vars: known, whereOf } });
  return { inventory: connectionDefaults(inventory, { ...flags, password: login }), names };
}
