import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DefinitionError } from '../../core/errors.ts';

interface FragmentOptions {
  readonly regexp?: RegExp | undefined;
  readonly ignoreHidden: boolean;
}

/** The files of a directory on the controller, and those that links lead to, in the order of their names. */
export async function readFragments(
  directory: string,
  { regexp, ignoreHidden }: FragmentOptions,
): Promise<readonly Uint8Array[]> {
  const names = await readdir(directory).catch((cause: unknown) => {
    throw new DefinitionError(`src: the directory ${directory} cannot be read on the controller`, {
      hint: 'Relative paths start from the directory of the playbook.',
      cause,
    });
  });
  const wanted = names.filter(
    (name) => (regexp?.test(name) ?? true) && !(ignoreHidden && name.startsWith('.')),
  );
  const read = await Promise.all(wanted.toSorted().map((name) => contentOf(join(directory, name))));
  return read.filter((content) => content !== undefined);
}

/** Undefined for what is no file, also for a link that leads nowhere. */
async function contentOf(path: string): Promise<Uint8Array | undefined> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() === true ? readFile(path) : undefined;
}
