import { basename, extname } from 'node:path';
import { readPassword } from './read-password.ts';
import type { VaultPassword } from './vault.ts';

/**
 * A password of ansible-vault from a file, or from what an executable prints; one whose name ends in `-client` is told
 * the label. Rejects with a UsageError or DefinitionError when there is none.
 */
export async function readVaultPassword(path: string, label = 'default'): Promise<VaultPassword> {
  const isClient = basename(path, extname(path)).endsWith('-client');
  return { label, password: await readPassword(path, isClient ? ['--vault-id', label] : []) };
}
