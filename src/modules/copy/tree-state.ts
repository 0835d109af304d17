import { posix } from 'node:path';
import { all, each, known, mapQuery, type Query } from '../../core/query.ts';
import { type ParentState, parentState } from '../shared/parent-state.ts';
import { type PathState, pathState } from '../shared/path-state.ts';
import { previousText } from '../shared/previous-text.ts';
import { previousTexts } from '../shared/previous-texts.ts';
import { type ToolsState, toolsState } from '../shared/tools-state.ts';
import type { DesiredTree } from './desired-tree.ts';
import { type TreeEntry, treeTextLimit } from './local-tree.ts';

/** What a host has where an entry of a tree should be. */
export interface FoundEntry {
  readonly state: PathState;
  /** Of a directory: whether one is there, be it through a link. */
  readonly leadsTo: ParentState['isThere'];
  /** The text to be replaced, where it can be shown. */
  readonly before: string | undefined;
}

export interface TreeState {
  readonly root: FoundEntry;
  /** In the order of the entries that are desired. */
  readonly entries: readonly FoundEntry[];
  readonly tools: ToolsState;
}

/** Of so many files that are asked for together, so many texts are brought at most. */
const texts = previousTexts({ mostBytes: treeTextLimit, mostTexts: 10 });

/** Asks for all that a tree should have; what else is there is not looked at. */
export function treeState({ root, entries, sensitive }: DesiredTree): Query<TreeState> {
  const at = ({ name }: TreeEntry) => posix.join(root, name);
  return all({
    root: directoryAt(root),
    entries: each(entries.map((entry) => foundAt(at(entry), entry, sensitive))),
    tools: toolsState(['tar']),
  });
}

function foundAt(path: string, entry: TreeEntry, sensitive: boolean): Query<FoundEntry> {
  if (entry.is === 'directory') return directoryAt(path);
  const isFile = entry.is === 'file';
  return all({
    state: pathState(path, { digest: isFile }),
    leadsTo: known('no' as const),
    before: isFile && !sensitive ? previousText(path, entry, texts) : known(undefined),
  });
}

function directoryAt(path: string): Query<FoundEntry> {
  const inside = mapQuery(parentState(posix.join(path, 'x')), ({ isThere }) => isThere);
  return all({ state: pathState(path), leadsTo: inside, before: known(undefined) });
}
