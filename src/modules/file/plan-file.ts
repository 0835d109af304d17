import { RefusedError } from '../../core/errors.ts';
import type { PathState } from '../shared/path-state.ts';
import { type PermissionChange, permissionChanges } from '../shared/permission-changes.ts';
import { newDirectory, newFile, permissionsFor, type WantedPermissions } from '../shared/permissions-for.ts';
import { type Below, type BelowState, modeChanges } from './below.ts';
import type { DesiredPath } from './file-params.ts';
import { type FoundTimes, type TimesChange, timesChanges } from './times.ts';
import type { TwinState } from './twin-state.ts';

/** What is at the path and, where it was asked for, whether it is the file `target` and what is below. */
export type FoundPath = PathState & {
  readonly twin?: TwinState | undefined;
  readonly twinPath?: PathState | undefined;
  readonly below?: BelowState | undefined;
  /** Undefined too where none is asked for. */
  readonly times?: FoundTimes | undefined;
  readonly twinTimes?: FoundTimes | undefined;
};

export type FileChange =
  | PermissionChange
  | TimesChange
  | { readonly is: 'create-directory' }
  | { readonly is: 'create-file' }
  | { readonly is: 'link'; readonly from: string | undefined }
  | { readonly is: 'hard-link' }
  | { readonly is: 'set-below' }
  | { readonly is: 'remove'; readonly what: string };

/** What is to be done for the path to be as desired. Throws a RefusedError for what is in the way. */
export function planFile(current: FoundPath, desired: DesiredPath): readonly FileChange[] {
  if (desired.state === 'absent') {
    return current.is === 'absent' ? [] : [{ is: 'remove', what: current.is }];
  }
  return [
    ...clearWay(current, desired),
    ...create(current, desired),
    ...permit(current, desired),
    ...permitBelow(current, desired),
    // Last: what comes before may change them.
    ...timesChanges(timesFound(current, desired), desired),
  ];
}

/** The times of what is there once it is made: a further name has those of the file. */
function timesFound(current: FoundPath, { state }: DesiredPath): FoundTimes | undefined {
  if (current.is !== 'absent' && isWanted(current, state)) return current.times;
  return state === 'hard' ? current.twinTimes : undefined;
}

function clearWay(current: FoundPath, { path, state, force }: DesiredPath): readonly FileChange[] {
  if (current.is === 'absent' || isWanted(current, state)) return [];
  const other = state === 'hard' && current.is === 'file';
  if (!force) {
    const words = state === 'hard' ? 'this further name' : `a ${state}`;
    throw new RefusedError(`${path} is ${other ? 'another file' : `a ${current.is}`}, not ${words}`, {
      hint: 'Set force to true to have it replaced.',
    });
  }
  return [{ is: 'remove', what: current.is }];
}

function isWanted(current: FoundPath, state: DesiredPath['state']): boolean {
  if (state === 'touch') return true;
  return state === 'hard' ? current.twin === 'same' : current.is === state;
}

function create(current: FoundPath, { state, target, path }: DesiredPath): readonly FileChange[] {
  if ((state === 'link' || state === 'hard') && target === undefined) {
    throw new RefusedError(`${path} should be a link, but no target was given`);
  }
  if (state === 'link') {
    const from = current.is === 'link' ? current.target : undefined;
    return from === target ? [] : [{ is: 'link', from }];
  }
  if (current.is !== 'absent' && isWanted(current, state)) return [];
  if (state === 'hard') return [hardLink(current, target)];
  return [{ is: state === 'directory' ? 'create-directory' : 'create-file' }];
}

function hardLink({ twin }: FoundPath, target = ''): FileChange {
  if (twin === 'no-target') {
    throw new RefusedError(`There is no file ${target}, which should get a further name`, {
      hint: 'Make it by a task before. A directory or a link cannot have one.',
    });
  }
  return { is: 'hard-link' };
}

function permit(current: FoundPath, desired: DesiredPath): readonly PermissionChange[] {
  const { state } = desired;
  // The mode of a link means nothing on Linux.
  const isLink = state === 'link' || (state === 'touch' && current.is === 'link');
  const wanted: WantedPermissions = isLink ? { ...desired, mode: undefined } : desired;
  if (current.is !== 'absent' && isWanted(current, state)) {
    return permissionChanges(current, permissionsFor(wanted, current));
  }
  const { twinPath } = current;
  // A further name has what the file has.
  const twin = state === 'hard' && twinPath !== undefined && twinPath.is !== 'absent' ? twinPath : undefined;
  const made = twin ?? (state === 'directory' ? newDirectory : newFile);
  return permissionChanges({}, permissionsFor(wanted, made));
}

function permitBelow({ below }: FoundPath, desired: DesiredPath): readonly FileChange[] {
  if (below === undefined) return [];
  const isSo = !below.differs && modeChanges(below.modes, belowOf(desired)).length === 0;
  return isSo ? [] : [{ is: 'set-below' }];
}

/** What all below the directory should be like. */
export function belowOf({ owner, group, mode, fileMode = mode }: DesiredPath): Below {
  return { owner, group, directoryMode: mode, fileMode };
}
