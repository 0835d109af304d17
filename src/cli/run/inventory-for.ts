import type { Inventory } from '../../core/host.ts';
import { Secret } from '../../core/secret.ts';
import { extraVars } from '../extra-vars.ts';
import { readSecret } from '../read-secret.ts';
import type { RunFlags } from '../run-playbook.ts';
import { vaultPasswords } from '../vault-passwords.ts';
import { readInventory } from './known-inventory.ts';

export interface Purpose {
  /** The directory of the playbook: its group_vars and host_vars count. */
  readonly directory: string;
  /** Nothing is connected: no password of a user on hosts is asked for. */
  readonly isListing: boolean;
  readonly signal: AbortSignal;
}

/** The inventory as the flags name and complete it; asks for the passwords that they say must be asked for. */
export async function inventoryFor(
  flags: RunFlags,
  { directory, isListing, signal }: Purpose,
): Promise<Inventory> {
  const given = await extraVars(flags.extraVars);
  const password =
    flags.askBecomePass && !isListing
      ? { ansible_become_password: new Secret(await readSecret('sudo password: ')) }
      : {};
  const vaults = await vaultPasswords(flags);
  const { inventory } = await readInventory(
    {
      sources: flags.inventory,
      extraVars: { ...given, ...password },
      vaultPasswords: vaults,
      playbookDirectory: directory,
      signal,
    },
    flags,
  );
  return inventory;
}
