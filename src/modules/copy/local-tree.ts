import { readFile } from 'node:fs/promises';
import { DefinitionError } from '../../core/errors.ts';
import { contentOfBytes } from '../shared/file-content.ts';
import { localDigest } from '../shared/local-digest.ts';
import { type ListedEntry, type ListedFile, listTree } from './list-tree.ts';

/** What a tree has at `name`, the path from its root. */
export type TreeEntry =
  | Exclude<ListedEntry, ListedFile>
  | {
      readonly is: 'file';
      readonly name: string;
      /** Where it is on the controller. */
      readonly source: string;
      readonly bytes: number;
      readonly sha256: string;
      /** Its mode there: four octal digits. */
      readonly mode: string;
      /** For a diff: absent when binary, long, or one of very many. */
      readonly text: string | undefined;
    };

type TreeFile = Extract<TreeEntry, { is: 'file' }>;

/** Longer text is not shown. */
export const treeTextLimit = 16 * 1024;

/** So much text is held for all diffs of a tree; what comes after it is not shown. */
const allTextLimit = 4 * 1024 * 1024;

/** So many files are read at a time. */
const readers = 32;

const known = new Map<string, { readonly listed: string; readonly tree: Promise<readonly TreeEntry[]> }>();

/** A directory on the controller with all below it; read once for all hosts while it stays the same. */
export async function localTree(directory: string, follow: boolean): Promise<readonly TreeEntry[]> {
  const entries = await listTree(directory, follow);
  const key = JSON.stringify([directory, follow]);
  const listed = JSON.stringify(entries);
  const before = known.get(key);
  if (before?.listed === listed) return before.tree;
  const tree = treeOf(entries);
  known.set(key, { listed, tree });
  tree.catch(() => known.delete(key));
  return tree;
}

async function treeOf(entries: readonly ListedEntry[]): Promise<readonly TreeEntry[]> {
  const tree: TreeEntry[] = [];
  let text = 0;
  for (let at = 0; at < entries.length; at += readers) {
    const part = entries.slice(at, at + readers);
    const read = await Promise.all(part.map(async (one) => (one.is === 'file' ? fileOf(one) : one)));
    for (const one of read) {
      const shown = one.is === 'file' && one.text !== undefined ? one.bytes : 0;
      text += shown;
      tree.push(one.is === 'file' && text > allTextLimit ? { ...one, text: undefined } : one);
    }
  }
  return tree;
}

async function fileOf({ is, name, source, mode, ...stats }: ListedFile): Promise<TreeFile> {
  try {
    if (stats.size > treeTextLimit) {
      const sha256 = await localDigest(source, stats);
      return { is, name, source, mode, bytes: stats.size, sha256, text: undefined };
    }
    const { bytes, sha256, text } = contentOfBytes(await readFile(source));
    return { is, name, source, mode, bytes, sha256, text };
  } catch (cause) {
    throw new DefinitionError(`src: ${source} cannot be read on the controller`, { cause });
  }
}
