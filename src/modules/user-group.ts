import { commandOf } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import type { Resource } from '../core/resource.ts';
import { requireAccountTools } from './user/account-tools.ts';
import { type GroupChange, groupScript, undoGroupScript } from './user-group/group-script.ts';
import { type GroupState, groupState } from './user-group/group-state.ts';
import { type UserGroupParams, userGroupParams } from './user-group/params.ts';

/** A group of users is there with its number, or is not there. Who is in it is said by `user`. */
export const userGroup = defineModule({
  name: 'userGroup',
  summary: 'A group of users is there, with its number, or is not.',
  example: "userGroup('Operators have a group', { name: 'operators', gid: 1500 })",
  params: userGroupParams,
  desired: (given: UserGroupParams) => given,
  inspect: ({ name }) => groupState(name),
  plan: (current: GroupState, desired): readonly GroupChange[] => {
    const changes = wanted(current, desired);
    if (changes.length > 0) requireAccountTools(current.tools, `the group ${desired.name}`);
    if (current.tools.are !== 'busybox') return changes;
    if (desired.nonUnique && changes.some(({ is }) => is === 'create')) {
      throw new RefusedError(`The group ${desired.name} cannot have the number of another with busybox`, {
        hint: 'Install groupadd (the package shadow).',
      });
    }
    if (changes.some((change) => change.is === 'number')) {
      throw new RefusedError(`The number of the group ${desired.name} cannot be changed with busybox`, {
        hint: 'Install groupmod (the package shadow).',
      });
    }
    return changes;
  },
  describe: (change, { name }) => ({ summary: wordsOf(change, name) }),
  apply: (change, desired, current) =>
    commandOf(groupScript(change, desired, current), { touches: touchesOf(desired) }),
  undo: (change, desired, current) =>
    commandOf(undoGroupScript(change, desired, current), { touches: touchesOf(desired) }),
});

function wanted({ entry }: GroupState, { state, gid }: UserGroupParams): readonly GroupChange[] {
  if (state === 'absent') return entry === undefined ? [] : [{ is: 'remove' }];
  if (entry === undefined) return [{ is: 'create' }];
  return gid === undefined || gid === entry.gid ? [] : [{ is: 'number', from: entry.gid, to: gid }];
}

function wordsOf(change: GroupChange, name: string): string {
  switch (change.is) {
    case 'create':
      return `group ${name} created`;
    case 'remove':
      return `group ${name} removed`;
    case 'number':
      return `gid ${change.from} → ${change.to}`;
  }
}

function touchesOf({ name }: UserGroupParams): readonly Resource[] {
  return [`group:${name}`, 'file:/etc/group', 'file:/etc/gshadow', 'file:/etc/passwd'];
}
