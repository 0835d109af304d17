import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';

/** Where a report can be written: known before the run, and not after it. */
export function reportFile(value: string): string {
  if (!/\.html?$/i.test(value)) throw new InvalidArgumentError('It must end in .html.');
  const directory = dirname(resolve(value));
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new InvalidArgumentError(`There is no directory ${directory}.`);
  }
  return resolve(value);
}
