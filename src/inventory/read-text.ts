import { readFile } from 'node:fs/promises';
import { isVaultText } from './decrypt-vault.ts';
import { unreadable } from './unreadable.ts';
import type { Vault } from './vault.ts';

/** The text of a file, and whether it was encrypted. */
export interface FileText {
  readonly text: string;
  readonly encrypted: boolean;
}

/**
 * Reads a file, and decrypts it if ansible-vault encrypted it. Rejects with a UsageError that calls it `name` when it
 * cannot be read, with a DefinitionError when no password opens it.
 */
export async function readText(path: string, name: string, vault: Vault): Promise<FileText> {
  const written = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(name, cause);
  });
  const text = written.replace(/^\uFEFF/, '');
  const encrypted = isVaultText(text);
  return { text: encrypted ? vault.decrypt(text, name) : text, encrypted };
}
