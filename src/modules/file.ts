import { posix } from 'node:path';
import { z } from 'zod';
import { commandOf } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import type { Resource } from '../core/resource.ts';
import { lines, type Shell, sh } from '../core/sh.ts';
import { keepFile, putBack } from './shared/keep-file.ts';
import { makeDirectory, unmakeParents } from './shared/make-directory.ts';
import { absolutePath, permissions } from './shared/params.ts';
import { type PathState, pathState } from './shared/path-state.ts';
import {
  type PermissionChange,
  permissionChanges,
  permissionWords,
  setPermissions,
} from './shared/permission-changes.ts';

type FileChange =
  | PermissionChange
  | { readonly is: 'create-directory' }
  | { readonly is: 'create-file' }
  | { readonly is: 'link'; readonly from: string | undefined }
  | { readonly is: 'remove'; readonly what: string };

const params = z.strictObject({
  path: absolutePath,
  state: z.enum(['file', 'directory', 'link', 'absent']).default('file').meta({
    description: 'What should be there. `file`: created empty if absent. `directory`: with its parents.',
  }),
  target: z.string().min(1).optional().meta({ description: 'With state `link`: where the link points.' }),
  force: z.boolean().default(false).meta({ description: 'Replace what is there if it is of another kind.' }),
  ...permissions,
});

/** A path is a directory, an empty file, a link or absent, with an owner and a mode. */
export const file = defineModule({
  name: 'file',
  summary: 'A path is a directory, a file, a link or absent, with an owner and a mode.',
  example:
    "file('The log directory is there', { path: '/var/log/app', state: 'directory', owner: 'app', mode: '0750' })",
  params,
  desired: (given) => given,
  inspect: ({ path }) => pathState(path),
  plan: (current, desired): readonly FileChange[] => {
    if (desired.state === 'absent')
      return current.is === 'absent' ? [] : [{ is: 'remove', what: current.is }];
    return [...clearWay(current, desired), ...create(current, desired), ...permit(current, desired)];
  },
  describe: (change, desired) => ({ summary: wordsOf(change, desired) }),
  apply: (change, desired) =>
    commandOf(sh`${keepFile(desired.path)} && ${scriptOf(change, desired)}`, {
      touches: [`file:${desired.path}`, ...(change.is === 'create-directory' ? parentsOf(desired.path) : [])],
    }),
  undo: (change, { path }) => {
    const back =
      change.is === 'create-directory' ? lines([putBack(path), unmakeParents(path)]) : putBack(path);
    const script = change.is === 'permissions' ? setPermissions(path, change.from) : back;
    const parents = change.is === 'create-directory' ? parentsOf(path) : [];
    return commandOf(script, { touches: [`file:${path}`, ...parents] });
  },
});

type Desired = z.output<typeof params>;

function clearWay(current: PathState, { path, state, force }: Desired): readonly FileChange[] {
  if (current.is === 'absent' || current.is === state) return [];
  if (!force) {
    throw new RefusedError(`${path} is a ${current.is}, not a ${state}`, {
      hint: 'Set force to true to have it replaced.',
    });
  }
  return [{ is: 'remove', what: current.is }];
}

function create(current: PathState, { state, target, path }: Desired): readonly FileChange[] {
  if (state === 'link') {
    if (target === undefined) throw new RefusedError(`${path} should be a link, but no target was given`);
    const from = current.is === 'link' ? current.target : undefined;
    return from === target ? [] : [{ is: 'link', from }];
  }
  if (current.is === state) return [];
  return [{ is: state === 'directory' ? 'create-directory' : 'create-file' }];
}

function permit(current: PathState, desired: Desired): readonly PermissionChange[] {
  // The mode of a link means nothing on Linux.
  const wanted = desired.state === 'link' ? { ...desired, mode: undefined } : desired;
  if (current.is === 'absent' || current.is !== desired.state) return permissionChanges({}, wanted);
  return permissionChanges(current, wanted);
}

function wordsOf(change: FileChange, { target }: Desired): string {
  switch (change.is) {
    case 'permissions':
      return permissionWords(change);
    case 'create-directory':
      return 'directory created';
    case 'create-file':
      return 'empty file created';
    case 'link':
      return change.from === undefined ? `link → ${target}` : `link ${change.from} → ${target}`;
    case 'remove':
      return `${change.what} removed`;
  }
}

function scriptOf(change: FileChange, { path, target }: Desired): Shell {
  switch (change.is) {
    case 'permissions':
      return setPermissions(path, change.to);
    case 'create-directory':
      return makeDirectory(path);
    case 'create-file':
      return sh`: >>${path}`;
    case 'link':
      return sh`ln -sfn -- ${target ?? ''} ${path}`;
    case 'remove':
      return sh`rm -rf -- ${path}`;
  }
}

/** `mkdir -p` makes these too. */
function parentsOf(path: string): readonly Resource[] {
  const parent = posix.dirname(path);
  return parent === path ? [] : [...parentsOf(parent), `directory:${parent}`];
}
