import type { ChangeView } from '../../core/change-view.ts';
import type { Step } from '../../core/command.ts';
import { RefusedError } from '../../core/errors.ts';
import { all, mapQuery, type Query } from '../../core/query.ts';
import { type Resources, union } from '../../core/resource.ts';
import type { Shell } from '../../core/sh.ts';
import { bytesOfText } from './bytes-of-text.ts';
import { contentOfBytes, diffLimit } from './file-content.ts';
import { type FileChange, fileSteps, type WrittenFile } from './file-steps.ts';
import { type ParentState, parentState } from './parent-state.ts';
import { type PermissionChange, permissionChanges, permissionWords } from './permission-changes.ts';
import { newFile, permissionsFor, type WantedPermissions } from './permissions-for.ts';
import { type TextFile, textFile } from './text-file.ts';

/** What a text should be, and in words what was done to it. */
export interface Edited {
  readonly text: string;
  readonly words: string;
}

export interface DesiredEdit {
  readonly path: string;
  readonly permissions: WantedPermissions;
  readonly validate?: ((path: Shell) => Shell) | undefined;
  readonly backup: boolean;
  readonly sensitive: boolean;
  readonly whenAbsent: 'create' | 'refuse' | 'leave';
  /** Pure. A text that is as it should be is returned as it is. */
  readonly edit: (text: string) => Edited;
}

export interface EditedFile extends TextFile {
  readonly parent: ParentState;
}

/** `before` is undefined where no file is. */
type EditChange =
  | PermissionChange
  | {
      readonly is: 'edit';
      readonly before: string | undefined;
      readonly after: string;
      readonly words: string;
      readonly permissions: PermissionChange | undefined;
    };

/** All steps but the first of a module that edits a text file: who it is for only says what becomes of the text. */
export const editSteps = { inspect, plan, describe, apply, undo };

function inspect({ path }: DesiredEdit): Query<EditedFile> {
  return mapQuery(all({ found: textFile(path), parent: parentState(path) }), ({ found, parent }) => ({
    ...found,
    parent,
  }));
}

function plan(current: EditedFile, desired: DesiredEdit): readonly EditChange[] {
  const { file, isCertain, parent } = current;
  if (file.is === 'absent' || (file.is !== 'file' && !isCertain)) {
    return planNew(desired, isCertain, parent);
  }
  const before = textIn(current, desired.path);
  const { text: after, words } = desired.edit(before);
  const [permissions] = permissionChanges(file, permissionsFor(desired.permissions, file));
  if (after === before) return permissions === undefined ? [] : [permissions];
  refuseEndless(after, desired);
  return [{ is: 'edit', before, after, words, permissions }];
}

function planNew(
  { edit, whenAbsent, path, permissions }: DesiredEdit,
  isCertain: boolean,
  parent: ParentState,
): readonly EditChange[] {
  if (whenAbsent === 'leave') return [];
  const change = {
    is: 'edit',
    before: undefined,
    permissions: permissionChanges({}, permissionsFor(permissions, newFile))[0],
  } as const;
  if (whenAbsent === 'refuse') {
    if (!isCertain) return [{ ...change, after: '', words: 'edited once it is there' }];
    throw new RefusedError(`There is no file ${path}`, {
      hint: 'Set create to true to have it made.',
    });
  }
  if (parent.isThere === 'no') {
    throw new RefusedError(`The directory ${parent.path} is not there`, {
      hint: `Put a task before that makes it: file('…', { path: '${parent.path}', state: 'directory' }).`,
    });
  }
  const { text: after, words } = edit('');
  if (after === '') return [];
  return [{ ...change, after, words: `created, ${words}` }];
}

function textIn({ file, content }: EditedFile, path: string): string {
  switch (content.is) {
    case 'text':
      return content.text;
    case 'none':
      throw new RefusedError(`${path} is ${file.is === 'directory' ? 'a directory' : 'no file'}`, {
        hint: 'Name the file itself.',
      });
    case 'binary':
      throw new RefusedError(`${path} is not a text`, {
        hint: 'Only text is edited. Write the whole file by copy or template.',
      });
    case 'long':
      throw new RefusedError(`${path} is longer than 1 MiB`, {
        hint: 'Files of that size are not edited. Write the whole file by copy or template.',
      });
    case 'unreadable':
      throw new RefusedError(`${path} cannot be read`, { hint: 'Set become to a user who may read it.' });
  }
}

function refuseEndless(after: string, { edit, path }: DesiredEdit): void {
  if (edit(after).text === after) return;
  throw new RefusedError(`${path} would be changed again by every run`, {
    hint: 'What is written matches the expression again. Narrow it, so that it matches only what is to be changed.',
  });
}

function describe(change: EditChange, { path, sensitive }: DesiredEdit): ChangeView {
  if (change.is === 'permissions') return { summary: permissionWords(change) };
  const { before = '', after, words, permissions } = change;
  const summary = permissions === undefined ? words : `${words}, ${permissionWords(permissions)}`;
  const isShown = !sensitive && Math.max(before.length, after.length) <= diffLimit;
  return isShown
    ? { summary, diff: { path, before: before.toWellFormed(), after: after.toWellFormed() } }
    : { summary };
}

function apply(change: EditChange, desired: DesiredEdit, current: EditedFile): Step {
  const after = change.is === 'edit' ? change.after : '';
  return named(
    fileSteps.apply(fileChange(change), fileOf(after, desired, current), writtenOf(current)),
    desired,
  );
}

function undo(change: EditChange, desired: DesiredEdit, current: EditedFile): Step {
  return named(fileSteps.undo(fileChange(change), fileOf('', desired, current), writtenOf(current)), desired);
}

function fileChange(change: EditChange): FileChange {
  return change.is === 'permissions' ? change : { is: 'write', permissions: change.permissions };
}

function fileOf(
  text: string,
  { permissions, validate, backup, sensitive }: DesiredEdit,
  { path }: EditedFile,
) {
  return { path, content: contentOfBytes(bytesOfText(text), sensitive), permissions, validate, backup };
}

function writtenOf({ file, parent }: EditedFile): WrittenFile {
  return { file, parent, before: undefined };
}

/** The file is touched by the name of the task too, which may be that of a link. */
function named(step: Step, { path }: DesiredEdit): Step {
  if (step.is === 'attempts') return step;
  const own: Resources = [`file:${path}`];
  return { ...step, touches: union(step.touches, own) };
}
