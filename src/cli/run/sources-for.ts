import { UsageError } from '../../core/errors.ts';
import type { VarsSources } from '../../inventory/host-vars.ts';
import { readSources } from '../../inventory/read-sources.ts';
import { extraVars } from '../extra-vars/extra-vars.ts';
import { type VaultFlags, vaultPasswords } from '../vault-passwords.ts';

/** The flags by which a command is told of hosts and their variables. */
export interface SourceFlags extends VaultFlags {
  readonly inventory: readonly string[];
  readonly extraVars: readonly string[];
}

interface Surroundings {
  /** The directory of the playbook: its group_vars and host_vars count. */
  readonly playbookDirectory?: string | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Reads what the flags name. Rejects with a UsageError when they name no inventory or what cannot be read, with a
 * DefinitionError for an inventory that is wrong.
 */
export async function sourcesFor(flags: SourceFlags, around: Surroundings = {}): Promise<VarsSources> {
  const { inventory: sources } = flags;
  if (sources.length === 0) {
    throw new UsageError('No inventory: name one with -i', {
      hint: 'Such as -i inventory.yml, -i web1,web2 or, for this machine, -i localhost, -e ansible_connection=local.',
    });
  }
  const passwords = await vaultPasswords(flags);
  const extra = await extraVars(flags.extraVars, passwords);
  return { ...(await readSources({ ...around, sources, vaultPasswords: passwords })), extra };
}
