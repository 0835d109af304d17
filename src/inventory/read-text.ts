import { readFile } from 'node:fs/promises';
import { UsageError } from '../core/errors.ts';

/** The text of a file. Rejects with a UsageError that calls it `name` when it cannot be read. */
export async function readText(path: string, name: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(name, cause);
  });
}

/** The error for a file or directory that the system does not let us read. */
export function unreadable(name: string, cause: unknown): UsageError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return new UsageError(`"${name}" cannot be read: ${String(code ?? cause)}`, { cause });
}
