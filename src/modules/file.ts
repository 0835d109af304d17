import { posix } from 'node:path';
import { commandOf } from '../core/command.ts';
import { defineModule } from '../core/module.ts';
import { all, known, mapQuery } from '../core/query.ts';
import type { Resource } from '../core/resource.ts';
import { lines, type Shell, sh } from '../core/sh.ts';
import { belowState, belowWords, setBelow } from './file/below.ts';
import { type DesiredPath, fileParams } from './file/file-params.ts';
import { belowOf, type FileChange, type FoundPath, planFile } from './file/plan-file.ts';
import { asksForTimes, resetTimes, setTimes, timesState, timesWords } from './file/times.ts';
import { twinState } from './file/twin-state.ts';
import { keepFile, putBack } from './shared/keep-file.ts';
import { makeDirectory, unmakeParents } from './shared/make-directory.ts';
import { pathState } from './shared/path-state.ts';
import { permissionWords, setPermissions } from './shared/permission-changes.ts';

/**
 * A path is a directory, an empty file, a link or absent, with an owner and a mode, as `file` of Ansible has it.
 * Different on purpose: a `file` that is not there is created empty; `touch` leaves the times as they are, unless others
 * are asked for; times are those of the path alone, also with `recurse`, are written as ISO 8601 has them, and what is of
 * `now` counts as such for a minute; what is of another kind is replaced with `force` only, and then whatever it is; with
 * `recurse`, files may have a `fileMode` of their own; a link may point to what is not there, and is never followed for
 * its owner, mode or times. As with chmod, letters are taken clause after clause, where Ansible goes by what was there
 * before the first; what is made starts from 0644, or 0755, whatever the umask.
 */
export const file = defineModule({
  name: 'file',
  summary: 'A path is a directory, a file, a link or absent, with an owner and a mode.',
  example:
    "file('The log directory is there', { path: '/var/log/app', state: 'directory', owner: 'app', mode: '0750' })",
  params: fileParams,
  desired: (given) => given,
  inspect: (desired) => {
    const { path, state, target, recurse } = desired;
    const hasTimes = asksForTimes(desired);
    const isTwin = state === 'hard' && target !== undefined;
    return mapQuery(
      all({
        found: pathState(path),
        twin: isTwin ? twinState(path, target) : known(undefined),
        twinPath: isTwin ? pathState(target) : known(undefined),
        times: hasTimes ? timesState(path) : known(undefined),
        twinTimes: isTwin && hasTimes ? timesState(target) : known(undefined),
        below: recurse ? belowState(path, belowOf(desired)) : known(undefined),
      }),
      ({ found, ...more }): FoundPath => ({ ...found, ...more }),
    );
  },
  plan: planFile,
  describe: (change, desired) => ({ summary: wordsOf(change, desired) }),
  apply: (change, desired, { below }) => {
    const { path, target } = desired;
    const isOfBoth = change.is === 'hard-link' || (change.is === 'times' && desired.state === 'hard');
    const more: readonly Resource[] = isOfBoth && target !== undefined ? [`file:${target}`] : [];
    return commandOf(
      sh`${keepFile(path)} && { ${scriptOf(change, desired, below)}
}`,
      {
        touches: [`file:${path}`, ...more, ...(change.is === 'create-directory' ? parentsOf(path) : [])],
      },
    );
  },
  undo: (change, { path }) => {
    const parents = change.is === 'create-directory' ? parentsOf(path) : [];
    return commandOf(undoScript(change, path), { touches: [`file:${path}`, ...parents] });
  },
});

function undoScript(change: FileChange, path: string): Shell {
  switch (change.is) {
    case 'permissions':
      return setPermissions(path, change.from);
    case 'times':
      return resetTimes(path, change.from);
    case 'create-directory':
      return lines([putBack(path), unmakeParents(path)]);
    case 'create-file':
    case 'link':
    case 'hard-link':
    case 'set-below':
    case 'remove':
      return putBack(path);
  }
}

function wordsOf(change: FileChange, desired: DesiredPath): string {
  switch (change.is) {
    case 'permissions':
      return permissionWords(change);
    case 'times':
      return timesWords(change);
    case 'create-directory':
      return 'directory created';
    case 'create-file':
      return 'empty file created';
    case 'link':
      return change.from === undefined
        ? `link → ${desired.target}`
        : `link ${change.from} → ${desired.target}`;
    case 'hard-link':
      return `a further name of ${desired.target}`;
    case 'set-below':
      return belowWords(belowOf(desired));
    case 'remove':
      return `${change.what} removed`;
  }
}

function scriptOf(change: FileChange, desired: DesiredPath, below: FoundPath['below']): Shell {
  const { path, target = '' } = desired;
  switch (change.is) {
    case 'permissions':
      return setPermissions(path, change.to);
    case 'times':
      return setTimes(path, change.to);
    case 'create-directory':
      return makeDirectory(path);
    case 'create-file':
      return sh`: >>${path}`;
    case 'link':
      return sh`ln -sfn -- ${target} ${path}`;
    case 'hard-link':
      return sh`ln -- ${target} ${path}`;
    case 'set-below':
      return setBelow(path, belowOf(desired), below?.modes ?? []);
    case 'remove':
      return sh`rm -rf -- ${path}`;
  }
}

/** `mkdir -p` makes these too. */
function parentsOf(path: string): readonly Resource[] {
  const parent = posix.dirname(path);
  return parent === path ? [] : [...parentsOf(parent), `directory:${parent}`];
}
