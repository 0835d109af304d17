import { UsageError } from '../core/errors.ts';
import { Secret } from '../core/secret.ts';
import { readVaultPassword } from '../inventory/read-vault-password.ts';
import type { VaultPassword } from '../inventory/vault.ts';
import { readSecret } from './secrets/read-secret.ts';

export interface VaultFlags {
  readonly vaultPasswordFile: readonly string[];
  readonly vaultId: readonly string[];
  readonly askVaultPass: boolean;
}

/** The passwords that the flags name, in Ansible's order. Rejects with a UsageError for one that cannot be had. */
export async function vaultPasswords(flags: VaultFlags): Promise<readonly VaultPassword[]> {
  const found: VaultPassword[] = [];
  for (const id of flags.vaultId) found.push(await labelled(id));
  for (const path of flags.vaultPasswordFile) found.push(await readVaultPassword(path));
  if (flags.askVaultPass) found.push(await asked('default'));
  return found;
}

/** `label@source`, or a source alone, which is a file, an executable or `prompt`. */
async function labelled(id: string): Promise<VaultPassword> {
  const at = id.lastIndexOf('@');
  const label = at < 1 ? 'default' : id.slice(0, at);
  const source = id.slice(at + 1);
  if (source === '') {
    throw new UsageError(`--vault-id ${id} names no source`, { hint: 'Write label@file or label@prompt.' });
  }
  return source.startsWith('prompt') ? asked(label) : readVaultPassword(source, label);
}

async function asked(label: string): Promise<VaultPassword> {
  const question = label === 'default' ? 'Vault password: ' : `Vault password (${label}): `;
  const password = await readSecret(question);
  if (password === '') throw new UsageError('No vault password was given');
  return { label, password: new Secret(password) };
}
