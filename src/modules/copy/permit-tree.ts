import { posix } from 'node:path';
import { type Command, commandOf } from '../../core/command.ts';
import { lines, sh } from '../../core/sh.ts';
import { type Permissions, setPermissions } from '../shared/permission-changes.ts';
import { nameLists } from './name-lists.ts';
import type { PermittedEntry } from './tree-changes.ts';

/** Sets the permissions of entries of a tree, those alike together. */
export function permitTree(root: string, permitted: readonly PermittedEntry[]): Command {
  return permitting(root, permitted, ({ change }) => change.to);
}

/** Takes it back. */
export function unpermitTree(root: string, permitted: readonly PermittedEntry[]): Command {
  return permitting(root, permitted, ({ change }) => change.from);
}

function permitting(
  root: string,
  permitted: readonly PermittedEntry[],
  of: (entry: PermittedEntry) => Permissions,
): Command {
  const alike = Map.groupBy(permitted, (entry) => JSON.stringify(of(entry)));
  const scripts = [...alike.values()].flatMap((entries) =>
    nameLists(entries.map(({ name }) => posix.join(root, name))).flatMap((paths) =>
      entries.slice(0, 1).map((one) => sh`{ ${setPermissions(paths, of(one))}; } || exit`),
    ),
  );
  return commandOf(lines(scripts), {
    touches: permitted.map(({ name }) => `file:${posix.join(root, name)}` as const),
  });
}
