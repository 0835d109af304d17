import { posix } from 'node:path';
import { RefusedError } from '../../core/errors.ts';
import { modeAfter } from '../shared/mode-after.ts';
import { type PermissionChange, permissionChanges } from '../shared/permission-changes.ts';
import { newDirectory, newFile, permissionsFor } from '../shared/permissions-for.ts';
import type { FileMode } from '../shared/symbolic-mode.ts';
import type { DesiredTree } from './desired-tree.ts';
import type { TreeEntry } from './local-tree.ts';
import type { FoundEntry, TreeState } from './tree-state.ts';

/** An entry that is made or replaced; `mode` is what it gets, `replaces` what it is written over. */
export interface WrittenEntry {
  readonly entry: TreeEntry;
  readonly mode: string;
  readonly replaces: FoundEntry | undefined;
}

/** An entry that is as it should be, but for its permissions. */
export interface PermittedEntry {
  readonly name: string;
  readonly change: PermissionChange;
}

export type TreeChange =
  | { readonly is: 'write'; readonly makesRoot: boolean; readonly written: readonly WrittenEntry[] }
  | { readonly is: 'permit'; readonly permitted: readonly PermittedEntry[] };

interface Pair {
  readonly entry: TreeEntry;
  readonly found: FoundEntry;
}

/** What is to be done for a host to have the tree. Throws a RefusedError for what is in the way. */
export function treeChanges({ root, entries }: TreeState, desired: DesiredTree): readonly TreeChange[] {
  const makesRoot = !isThere({ is: 'directory', name: '' }, root, desired);
  const pairs = desired.entries.flatMap((entry, index): readonly Pair[] => {
    const found = entries[index];
    return found === undefined ? [] : [{ entry, found }];
  });
  const wanted = pairs.filter(({ entry, found }) => desired.force || !isFileThere(entry, found));
  const written: WrittenEntry[] = [];
  const permitted: PermittedEntry[] = [];
  for (const pair of wanted) {
    if (isThere(pair.entry, pair.found, desired)) permitted.push(...permittedOf(pair, desired));
    else written.push(writtenOf(pair, desired));
  }
  return [
    ...(makesRoot || written.length > 0 ? [{ is: 'write', makesRoot, written } as const] : []),
    ...(permitted.length > 0 ? [{ is: 'permit', permitted } as const] : []),
  ];
}

/** Whether there is anything in the place of a file, that is to be left as it is. */
function isFileThere(entry: TreeEntry, { state }: FoundEntry): boolean {
  return entry.is === 'file' && state.is !== 'absent';
}

/** Whether an entry is there already. False also for what is written over. */
function isThere(entry: TreeEntry, found: FoundEntry, { root }: DesiredTree): boolean {
  const { state, leadsTo } = found;
  const path = posix.join(root, entry.name);
  if (entry.is === 'directory') {
    if (state.is === 'directory' || leadsTo === 'yes') return true;
    if (state.is !== 'absent') refuseOther(path, 'a directory', found);
    return false;
  }
  if (state.is === 'directory' || state.is === 'other') {
    refuseOther(path, entry.is === 'file' ? 'a file' : 'a link', found);
  }
  if (entry.is === 'link') return state.is === 'link' && state.target === entry.target;
  if (state.is !== 'file') return false;
  if (state.sha256 !== undefined) return state.sha256 === entry.sha256;
  throw new RefusedError(`${path} cannot be read`, { hint: 'Set become to a user who may read it.' });
}

/** In check mode, what a task before would change may be out of the way by then. */
function refuseOther(path: string, wanted: string, { state, leadsTo }: FoundEntry): void {
  if (state.is === 'absent' || leadsTo === 'perhaps' || !Number.isFinite(state.modified)) return;
  const is = state.is === 'other' ? 'neither file nor directory' : `a ${state.is}`;
  throw new RefusedError(`${path} is ${is}, not ${wanted}`, {
    hint: 'Remove it by a task before, or take the entry out of the tree.',
  });
}

function writtenOf({ entry, found }: Pair, desired: DesiredTree): WrittenEntry {
  const { state } = found;
  const isDirectory = entry.is === 'directory';
  const fresh = isDirectory ? newDirectory : newFile;
  const { mode: was } = state.is === 'file' ? state : fresh;
  const mode = modeAfter(modeOf(entry, desired) ?? was, { mode: was, isDirectory });
  return { entry, mode, replaces: state.is === 'absent' ? undefined : found };
}

function permittedOf({ entry, found }: Pair, desired: DesiredTree): readonly PermittedEntry[] {
  const { state } = found;
  // A link in place of a directory is another's, and so is what it leads to.
  if (state.is === 'absent' || (state.is === 'link' && entry.is === 'directory')) return [];
  const { owner, group } = desired;
  const wanted = permissionsFor({ owner, group, mode: modeOf(entry, desired) }, state);
  return permissionChanges(state, wanted).map((change) => ({ name: entry.name, change }));
}

/** The mode that is asked for; undefined: none is. That of a link means nothing. */
function modeOf(entry: TreeEntry, { mode, directoryMode }: DesiredTree): FileMode | undefined {
  if (entry.is === 'file') return mode === 'preserve' ? entry.mode : mode;
  return entry.is === 'directory' ? directoryMode : undefined;
}
