import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { Secret } from '../core/secret.ts';
import { runExecutable } from './run-executable.ts';
import { unreadable } from './unreadable.ts';
import type { VaultPassword } from './vault.ts';

/**
 * A password of ansible-vault from a file, or from what an executable prints; one whose name ends in `-client` is told
 * the label. Rejects with a UsageError or DefinitionError when there is none.
 */
export async function readVaultPassword(path: string, label = 'default'): Promise<VaultPassword> {
  const runs = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  const isClient = basename(path, extname(path)).endsWith('-client');
  const words = isClient ? ['--vault-id', label] : [];
  const text = runs
    ? (await runExecutable({ path, words, name: path })).replace(/[\r\n]+$/, '')
    : (await fileText(path)).trim();
  if (text === '') throw new UsageError(`"${path}" holds no vault password: it is empty`);
  return { label, password: new Secret(text) };
}

function fileText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
}
