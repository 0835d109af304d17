import { UsageError } from '../../core/errors.ts';
import type { VarsSources } from '../../inventory/host-vars.ts';
import { isLocalhost } from '../../inventory/localhost.ts';
import { FailedModule } from '../../inventory/read-module.ts';
import { readSources } from '../../inventory/read-sources.ts';
import { extraVars } from '../extra-vars/extra-vars.ts';
import { importFile } from '../playbook/import-file.ts';
import { placeOfError } from '../playbook/place-of-error.ts';
import { placedError } from '../playbook/placed-error.ts';
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
  /** What will be selected: where all of it is this machine, no inventory is needed. */
  readonly patterns?: readonly string[] | undefined;
}

/**
 * Reads what the flags name. Rejects with a UsageError when they name no inventory or what cannot be read, with a
 * DefinitionError for an inventory that is wrong.
 */
export async function sourcesFor(flags: SourceFlags, around: Surroundings = {}): Promise<VarsSources> {
  const { inventory: sources } = flags;
  if (sources.length === 0 && !isHere(around.patterns)) {
    throw new UsageError('No inventory: name one with -i', {
      hint: 'Such as -i inventory.yml, -i web1,web2 or, for this machine, -i localhost, -c local.',
    });
  }
  const passwords = await vaultPasswords(flags);
  const extra = await extraVars(flags.extraVars, passwords);
  const options = { ...around, sources, vaultPasswords: passwords, importModule: importFile };
  return { ...(await readSources(options).catch(rejectLocated)), extra };
}

/** As in Ansible, this machine needs no inventory where it is meant by its name. */
function isHere(patterns: readonly string[] = []): boolean {
  return patterns.length > 0 && patterns.every(isLocalhost);
}

/** What a module of the inventory throws is shown where it stands. */
function rejectLocated(error: unknown): never {
  const place = error instanceof FailedModule ? placeOfError(error.cause) : undefined;
  if (place === undefined || !(error instanceof FailedModule)) throw error;
  const { message, hint = 'Nothing was touched.' } = error;
  throw placedError(message, place, { hint, cause: error });
}
