import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { UsageError } from '../core/errors.ts';
import { Secret } from '../core/secret.ts';
import { runExecutable } from './run-executable.ts';
import { unreadable } from './unreadable.ts';

/**
 * A password from a file, or from what an executable prints when it is given these words. Rejects with a UsageError or
 * DefinitionError when there is none.
 */
export async function readPassword(path: string, words: readonly string[] = []): Promise<Secret> {
  const runs = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  const text = runs
    ? (await runExecutable({ path, words, name: path })).replace(/[\r\n]+$/, '')
    : (await fileText(path)).trim();
  if (text === '') throw new UsageError(`"${path}" holds no password: it is empty`);
  return new Secret(text);
}

function fileText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
}
