import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The file that a program of this name is, in the directories of PATH; undefined when there is none. */
export async function onPath(program: string, path = ''): Promise<string | undefined> {
  for (const directory of path.split(delimiter).filter((one) => one !== '')) {
    const file = join(directory, program);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}
