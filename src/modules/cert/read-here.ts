import { readFile } from 'node:fs/promises';
import { DefinitionError } from '../../core/errors.ts';

/** The text of a file of the controller, or undefined where there is none. Rejects with a DefinitionError. */
export async function readHere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new DefinitionError(`${file} cannot be read on this machine: ${String(cause)}`, { cause });
  }
}
