import type { ChangeView } from '../../core/change-view.ts';
import { type Command, commandOf, dialogue, type Step } from '../../core/command.ts';
import { RefusedError } from '../../core/errors.ts';
import { all, type Query } from '../../core/query.ts';
import { lines, type Shell, sh } from '../../core/sh.ts';
import type { FileContent } from './file-content.ts';
import { keepFile, putBack } from './keep-file.ts';
import { type ParentState, parentState } from './parent-state.ts';
import { type PathState, pathState } from './path-state.ts';
import {
  type PermissionChange,
  type Permissions,
  permissionChanges,
  permissionWords,
  setPermissions,
} from './permission-changes.ts';
import { previousText } from './previous-text.ts';
import { replaceFile } from './replace-file.ts';

export interface DesiredFile {
  readonly path: string;
  readonly content: FileContent;
  readonly permissions: Permissions;
  /** Checks the new file, whose path is given, before it is put in place. */
  readonly validate?: ((path: Shell) => Shell) | undefined;
}

export interface WrittenFile {
  readonly file: PathState;
  readonly parent: ParentState;
  /** The text to be replaced, where it can be shown. */
  readonly before: string | undefined;
}

/** `permissions` is what changes with the content, in the same step. */
type FileChange =
  | PermissionChange
  | { readonly is: 'write'; readonly permissions: PermissionChange | undefined };

/** All steps but the first of a module that writes a whole file: who it is for only makes the content. */
export const fileSteps = { inspect, plan, describe, apply, undo };

function inspect({ path, content }: DesiredFile): Query<WrittenFile> {
  return all({
    file: pathState(path, { digest: true }),
    parent: parentState(path),
    before: previousText(path, content),
  });
}

function plan({ file, parent }: WrittenFile, desired: DesiredFile): readonly FileChange[] {
  refuse(file, parent, desired.path);
  const [permissions] = file.is === 'file' ? permissionChanges(file, desired.permissions) : [];
  if (file.is === 'file' && file.sha256 === desired.content.sha256) {
    return permissions === undefined ? [] : [permissions];
  }
  return [{ is: 'write', permissions }];
}

function refuse(file: PathState, parent: ParentState, path: string): void {
  if (file.is === 'absent' && parent.isThere === 'no') {
    throw new RefusedError(`The directory ${parent.path} is not there`, {
      hint: `Put a task before that makes it: file('…', { path: '${parent.path}', state: 'directory' }).`,
    });
  }
  // In check mode, what a task before would change may be out of the way by then.
  const inTheWay = (file.is === 'directory' || file.is === 'other') && Number.isFinite(file.modified);
  if (inTheWay) {
    throw new RefusedError(`${path} is ${file.is === 'other' ? 'neither file nor link' : 'a directory'}`, {
      hint: 'Name the file itself, or remove what is in its place by a task before.',
    });
  }
  if (file.is === 'file' && file.sha256 === undefined) {
    throw new RefusedError(`${path} cannot be read`, { hint: 'Set become to a user who may read it.' });
  }
}

function describe(change: FileChange, desired: DesiredFile, { file, before }: WrittenFile): ChangeView {
  if (change.is === 'permissions') return { summary: permissionWords(change) };
  const words = [writeWords(desired, file), permissionsOf(change, desired)];
  const summary = words.filter((word) => word !== '').join(', ');
  const { path, content } = desired;
  const previous = file.is === 'absent' ? '' : before;
  if (content.text === undefined || previous === undefined) return { summary };
  return { summary, diff: { path, before: previous, after: content.text } };
}

function writeWords({ content: { bytes, sensitive } }: DesiredFile, file: PathState): string {
  const size = sensitive ? 'content not shown' : `${bytes} bytes`;
  switch (file.is) {
    case 'file':
      return sensitive ? 'replaced, content not shown' : `replaced, ${file.size} → ${bytes} bytes`;
    case 'link':
      return `link to ${file.target} replaced by a file, ${size}`;
    case 'absent':
    case 'directory':
    case 'other':
      return `created, ${size}`;
  }
}

function permissionsOf(
  { permissions }: Extract<FileChange, { is: 'write' }>,
  { permissions: { mode, owner, group } }: DesiredFile,
): string {
  if (permissions !== undefined) return permissionWords(permissions);
  const own = Object.entries({ mode, owner, group }).filter(([, value]) => value !== undefined);
  return own.map(([key, value]) => `${key} ${value}`).join(', ');
}

function apply(change: FileChange, desired: DesiredFile, { file }: WrittenFile): Step {
  const { path, content, permissions, validate } = desired;
  if (change.is === 'permissions') {
    return onFile(path, sh`${keepFile(path)} && ${setPermissions(path, change.to)}`);
  }
  const check = validate?.(sh`"$new"`);
  const was = file.is === 'file' ? file.mode : undefined;
  // What is shown may stand in a script; a secret goes another way, and so do bytes.
  const { text, bytes } = content;
  const write = replaceFile(path, { permissions, was, text, bytes, validate: check });
  if (text !== undefined) return onFile(path, lines([sh`${keepFile(path)} || exit`, write]));
  const stdin = content.stdin();
  if (!content.streamed) return { ...onFile(path, lines([sh`${keepFile(path)} || exit`, write])), stdin };
  // A stream has a channel of its own, which does not know where a transaction keeps its files.
  return dialogue([`file:${path}`], async (host) => {
    await host.run(onFile(path, keepFile(path)));
    await host.run({ ...onFile(path, write), stdin, timeoutMs: 60 * 60_000 });
  });
}

function undo(change: FileChange, { path }: DesiredFile): Step {
  return onFile(path, change.is === 'permissions' ? setPermissions(path, change.from) : putBack(path));
}

function onFile(path: string, script: Shell): Command {
  return commandOf(script, { touches: [`file:${path}`] });
}
