import type { ChangeView } from '../../core/change-view.ts';
import { type Command, commandOf, type Step } from '../../core/command.ts';
import { RefusedError } from '../../core/errors.ts';
import { all, type Query } from '../../core/query.ts';
import type { Resources } from '../../core/resource.ts';
import { lines, type Shell, sh } from '../../core/sh.ts';
import { backupPath } from './backup-path.ts';
import type { FileContent } from './file-content.ts';
import { keepAndSend } from './keep-and-send.ts';
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
import { newFile, permissionsFor, type WantedPermissions } from './permissions-for.ts';
import { previousText } from './previous-text.ts';
import { replaceFile } from './replace-file.ts';

export interface DesiredFile {
  readonly path: string;
  readonly content: FileContent;
  readonly permissions: WantedPermissions;
  /** Checks the new file, whose path is given, before it is put in place. */
  readonly validate?: ((path: Shell) => Shell) | undefined;
  /** Keep what is replaced, beside it. */
  readonly backup?: boolean | undefined;
  /** False: whatever is there already is left as it is. Default: true. */
  readonly force?: boolean | undefined;
}

export interface WrittenFile {
  readonly file: PathState;
  readonly parent: ParentState;
  /** The text to be replaced, where it can be shown. */
  readonly before: string | undefined;
}

/** `permissions` is what changes with the content, in the same step. */
export type FileChange =
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
  if (desired.force === false && file.is !== 'absent') return [];
  refuse(file, parent, desired.path);
  const [permissions] = file.is === 'file' ? permissionChanges(file, ownPermissions(file, desired)) : [];
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
  const words = [writeWords(desired, file), permissionsOf(change, ownPermissions(file, desired))];
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
  { mode, owner, group }: Permissions,
): string {
  if (permissions !== undefined) return permissionWords(permissions);
  const own = Object.entries({ mode, owner, group }).filter(([, value]) => value !== undefined);
  return own.map(([key, value]) => `${key} ${value}`).join(', ');
}

function apply(change: FileChange, desired: DesiredFile, { file }: WrittenFile): Step {
  const { path, content, validate } = desired;
  if (change.is === 'permissions') {
    return onFiles([path], sh`${keepFile(path)} && ${setPermissions(path, change.to)}`);
  }
  const check = validate?.(sh`"$new"`);
  const was = file.is === 'file' ? file.mode : undefined;
  const backup = backupOf(desired, file);
  // What is shown may stand in a script; a secret goes another way, and so do bytes.
  const { text, bytes } = content;
  const permissions = ownPermissions(file, desired);
  const write = replaceFile(path, { permissions, was, text, bytes, validate: check, backup });
  const paths = writtenPaths(path, backup);
  const keep = lines(paths.map((one) => sh`${keepFile(one)} || exit`));
  if (text !== undefined) return onFiles(paths, lines([keep, write]));
  return keepAndSend(content, { touches: touched(paths), keep, script: write });
}

function undo(change: FileChange, desired: DesiredFile, { file }: WrittenFile): Step {
  const { path } = desired;
  if (change.is === 'permissions') return onFiles([path], setPermissions(path, change.from));
  const paths = writtenPaths(path, backupOf(desired, file));
  return onFiles(paths, lines(paths.map((one) => sh`${putBack(one)} || exit`)));
}

/** What is asked for, of the file that is there or is made. */
function ownPermissions(file: PathState, { permissions }: DesiredFile): Permissions {
  return permissionsFor(permissions, file.is === 'file' ? file : newFile);
}

function backupOf({ backup, path }: DesiredFile, file: PathState): string | undefined {
  return backup === true && file.is === 'file' ? backupPath(path, file) : undefined;
}

function writtenPaths(path: string, backup: string | undefined): readonly string[] {
  return backup === undefined ? [path] : [path, backup];
}

function onFiles(paths: readonly string[], script: Shell): Command {
  return commandOf(script, { touches: touched(paths) });
}

function touched(paths: readonly string[]): Resources {
  return paths.map((path) => `file:${path}` as const);
}
