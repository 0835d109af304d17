import { readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { closestName } from '../core/closest-name.ts';

/** What to say of a file that is not there: the one beside it that was probably meant, or where to look. */
export function nearFile(path: string): string {
  const directory = dirname(resolve(path));
  const names = namesIn(directory);
  if (names.includes(basename(path))) return 'It is a link that leads nowhere.';
  const near = closestName(basename(path), names);
  if (near === undefined) return `Look for it in ${directory}.`;
  const file = relative('.', join(directory, near));
  return `Did you mean "${file.startsWith('..') ? join(directory, near) : file}"?`;
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
