import { posix } from 'node:path';
import type { ChangeView, TextDiff } from '../../core/change-view.ts';
import { permissionWords } from '../shared/permission-changes.ts';
import type { DesiredTree } from './desired-tree.ts';
import type { PermittedEntry, TreeChange, WrittenEntry } from './tree-changes.ts';

/** More of a list is only counted. */
const mostNames = 5;
const mostDiffs = 10;

/** What is said of a change of a tree, such as `created 2 files: a, b; replaced 1 file: c`. */
export function treeView(change: TreeChange, { root, sensitive }: DesiredTree): ChangeView {
  if (change.is === 'permit') return { summary: permitWords(change.permitted) };
  const { makesRoot, written } = change;
  const words = [
    ...(makesRoot ? [`directory ${root} created`] : []),
    ...listWords(
      'created',
      written.filter(({ replaces }) => replaces === undefined),
    ),
    ...listWords(
      'replaced',
      written.filter(({ replaces }) => replaces !== undefined),
    ),
  ];
  const diffs = sensitive ? [] : written.flatMap((one) => diffOf(one, root)).slice(0, mostDiffs);
  return { summary: words.join('; '), ...(diffs.length === 0 ? {} : { diff: diffs }) };
}

function listWords(verb: string, written: readonly WrittenEntry[]): readonly string[] {
  if (written.length === 0) return [];
  const counts = [
    ...counted(written, 'file', 'files'),
    ...counted(written, 'link', 'links'),
    ...counted(written, 'directory', 'directories'),
  ];
  const names = written.map(({ entry }) => `${entry.name}${entry.is === 'directory' ? '/' : ''}`);
  return [`${verb} ${counts.join(', ')}: ${someOf(names)}`];
}

function counted(
  written: readonly WrittenEntry[],
  kind: WrittenEntry['entry']['is'],
  many: string,
): readonly string[] {
  const count = written.filter(({ entry }) => entry.is === kind).length;
  return count === 0 ? [] : [`${count} ${count === 1 ? kind : many}`];
}

function permitWords(permitted: readonly PermittedEntry[]): string {
  const byWords = Map.groupBy(permitted, ({ change }) => permissionWords(change));
  return [...byWords]
    .map(([words, entries]) => `${words}: ${someOf(entries.map(({ name }) => name))}`)
    .join('; ');
}

function someOf(names: readonly string[]): string {
  const left = names.length - mostNames;
  const some = names.slice(0, mostNames).join(', ');
  return left > 0 ? `${some} and ${left} more` : some;
}

function diffOf({ entry, replaces }: WrittenEntry, root: string): readonly TextDiff[] {
  if (entry.is !== 'file' || entry.text === undefined) return [];
  const before = replaces === undefined ? '' : replaces.before;
  return before === undefined ? [] : [{ path: posix.join(root, entry.name), before, after: entry.text }];
}
