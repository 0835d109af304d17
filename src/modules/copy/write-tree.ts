import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { commandOf, type Dialogue, dialogue, type Step } from '../../core/command.ts';
import type { Resource } from '../../core/resource.ts';
import { lines, type Shell, sh } from '../../core/sh.ts';
import { keepFile, putBack } from '../shared/keep-file.ts';
import { makeDirectory, unmakeParents } from '../shared/make-directory.ts';
import { setPermissions } from '../shared/permission-changes.ts';
import { newDirectory, permissionsFor } from '../shared/permissions-for.ts';
import type { DesiredTree } from './desired-tree.ts';
import { type KeptTree, keepTree, putTreeBack } from './keep-tree.ts';
import { receiveTree } from './receive-tree.ts';
import { type TarEntry, tarStream } from './tar-stream.ts';
import type { TreeChange, WrittenEntry } from './tree-changes.ts';

type Writing = Extract<TreeChange, { is: 'write' }>;

/** A stream up to this size goes within the session, which costs no channel of its own. */
const inlineLimit = 64 * 1024;

const sendTimeoutMs = 60 * 60_000;

/** Brings what is written in one stream. */
export function writeTree(change: Writing, desired: DesiredTree): Dialogue {
  const { root, owner, group, directoryMode: mode } = desired;
  const { makesRoot, written } = change;
  const touches = touchesOf(change, root);
  const ready = makesRoot
    ? sh`${keepFile(root)} && ${makeDirectory(root)} && ${setPermissions(root, permissionsFor({ owner, group, mode }, newDirectory))}`
    : keepTree(keptOf(change, root));
  return dialogue(touches, async (host) => {
    await host.run(commandOf(ready, { touches }));
    if (written.length === 0) return;
    const mark = `.drover-${randomBytes(8).toString('hex')}`;
    const stream = tarStream(written.map(tarEntryOf), mark);
    const stdin = stream.bytes <= inlineLimit ? await buffer(stream.open()) : stream;
    const script = receiveTree(written, { ...desired, names: topNames(written), mark });
    await host.run({ ...commandOf(script, { touches, timeoutMs: sendTimeoutMs }), stdin });
  });
}

/** Takes it back, also when it was made by half. */
export function unwriteTree(change: Writing, { root }: DesiredTree): Step {
  const script: Shell = change.makesRoot
    ? lines([putBack(root), unmakeParents(root)])
    : putTreeBack(keptOf(change, root));
  return commandOf(script, { touches: touchesOf(change, root) });
}

function keptOf({ written }: Writing, root: string): KeptTree {
  const replaced = written.filter(({ replaces }) => replaces !== undefined).map(({ entry }) => entry.name);
  const fresh = topNames(written.filter(({ replaces }) => replaces === undefined));
  return { root, replaced, fresh };
}

/** Without what is in a directory that is written itself. */
function topNames(written: readonly WrittenEntry[]): readonly string[] {
  const names = new Set(written.map(({ entry }) => entry.name));
  return [...names].filter((name) => !names.has(posix.dirname(name)));
}

function touchesOf({ makesRoot, written }: Writing, root: string): readonly Resource[] {
  if (makesRoot) return [`file:${root}`, ...directoriesAbove(root)];
  return topNames(written).map((name) => `file:${posix.join(root, name)}` as const);
}

/** `mkdir -p` makes these too. */
function directoriesAbove(path: string): readonly Resource[] {
  const parent = posix.dirname(path);
  return parent === path ? [] : [...directoriesAbove(parent), `directory:${parent}`];
}

function tarEntryOf({ entry, mode }: WrittenEntry): TarEntry {
  return entry.is === 'link' ? entry : { ...entry, mode };
}
