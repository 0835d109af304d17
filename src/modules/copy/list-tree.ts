import { lstat, readdir, readlink, realpath, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { DefinitionError } from '../../core/errors.ts';
import { localMode } from '../shared/local-mode.ts';

/** An entry of a directory on the controller; `name` is its path from there. */
export type ListedEntry = ListedFile | ListedLink | ListedDirectory;

export interface ListedFile {
  readonly is: 'file';
  readonly name: string;
  /** Where it is on the controller. */
  readonly source: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
  /** Four octal digits. */
  readonly mode: string;
}

interface ListedLink {
  readonly is: 'link';
  readonly name: string;
  readonly target: string;
}

interface ListedDirectory {
  readonly is: 'directory';
  readonly name: string;
}

interface Place {
  /** Path on the controller. */
  readonly at: string;
  readonly name: string;
  /** The real paths of the directories that it is in. */
  readonly inside: ReadonlySet<string>;
  readonly follow: boolean;
}

/**
 * All that is below a directory on the controller, a directory before what is in it. With `follow` a link counts as
 * what it leads to, unless it leads nowhere or round in a circle. Throws a DefinitionError for what cannot be copied.
 */
export async function listTree(directory: string, follow: boolean): Promise<readonly ListedEntry[]> {
  return entriesIn({ at: directory, name: '', inside: new Set([await realpath(directory)]), follow });
}

async function entriesIn(place: Place): Promise<readonly ListedEntry[]> {
  const { at, name, inside, follow } = place;
  const names = await namesIn(at);
  const entries: ListedEntry[] = [];
  for (const one of names) {
    entries.push(...(await entryAt({ at: join(at, one), name: posix.join(name, one), inside, follow })));
  }
  return entries;
}

async function entryAt(place: Place): Promise<readonly ListedEntry[]> {
  const { at, name, inside, follow } = place;
  const own = await lstat(at);
  const stats = own.isSymbolicLink() && follow ? await stat(at).catch(() => own) : own;
  if (stats.isDirectory()) {
    const real = await realpath(at);
    if (inside.has(real)) return [{ is: 'link', name, target: await readlink(at) }];
    return [
      { is: 'directory', name },
      ...(await entriesIn({ ...place, inside: new Set([...inside, real]) })),
    ];
  }
  if (stats.isSymbolicLink()) return [{ is: 'link', name, target: await readlink(at) }];
  if (!stats.isFile()) {
    throw new DefinitionError(`src: ${at} is neither a file, a directory nor a link`, {
      hint: 'Take it out of the tree: it cannot be copied.',
    });
  }
  const { size, mtimeMs, ino } = stats;
  const mode = localMode(stats.mode);
  return [{ is: 'file', name, source: at, size, mtimeMs, ino, mode }];
}

async function namesIn(directory: string): Promise<readonly string[]> {
  const read = await readdir(directory, { encoding: 'buffer' }).catch((cause: unknown) => {
    throw new DefinitionError(`src: the directory ${directory} cannot be read on the controller`, { cause });
  });
  const names = read.map((bytes) => {
    const name = bytes.toString();
    if (Buffer.from(name).equals(bytes)) return name;
    throw new DefinitionError(`src: ${join(directory, name)} has a name that is not UTF-8`, {
      hint: 'Rename it, or take it out of the tree.',
    });
  });
  return names.toSorted();
}
