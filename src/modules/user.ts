import { commandOf } from '../core/command.ts';
import { defineModule } from '../core/module.ts';
import type { Resource } from '../core/resource.ts';
import { type UserParams, userParams } from './user/params.ts';
import { fieldNames, type UserChange } from './user/user-change.ts';
import { userChanges } from './user/user-changes.ts';
import { undoUserScript, userScript } from './user/user-script.ts';
import { type UserState, userState } from './user/user-state.ts';

/**
 * A user account is there with its number, groups, home and shell, or is not there. Different from Ansible on purpose:
 * it stays in groups that are not named, unless `exactGroups` is set; a system user gets no home unless `createHome` says
 * so; and the home of a user that is there is neither made nor moved.
 */
export const user = defineModule({
  name: 'user',
  summary: 'A user account is there, with its number, groups, home and shell, or is not.',
  example:
    "user('The service has an account', { name: 'app', system: true, groups: ['ssl-cert'], home: '/srv/app' })",
  params: userParams,
  desired: (given: UserParams) => given,
  inspect: userState,
  plan: (current: UserState, desired): readonly UserChange[] => userChanges(current, desired),
  describe: (change, { name }) => ({ summary: wordsOf(change, name) }),
  apply: (change, desired, current) =>
    commandOf(userScript(change, desired, current), { touches: touchesOf(desired) }),
  undo: (change, desired, current) =>
    commandOf(undoUserScript(change, desired, current), { touches: touchesOf(desired) }),
});

function wordsOf(change: UserChange, name: string): string {
  switch (change.is) {
    case 'create':
      return `user ${name} created`;
    case 'remove':
      return `user ${name} removed`;
    case 'modify':
      return fieldNames
        .filter((field) => change.to[field] !== undefined)
        .map((field) => `${field} ${change.from[field] || 'none'} → ${change.to[field] || 'none'}`)
        .join(', ');
    case 'groups':
      return [
        ...(change.join.length === 0 ? [] : [`joins ${change.join.join(', ')}`]),
        ...(change.leave.length === 0 ? [] : [`leaves ${change.leave.join(', ')}`]),
      ].join('; ');
  }
}

function touchesOf({ name, home = `/home/${name}` }: UserParams): readonly Resource[] {
  const files = ['passwd', 'shadow', 'group', 'gshadow', 'subuid', 'subgid'];
  return [
    `user:${name}`,
    `group:${name}`,
    ...files.map((file): Resource => `file:/etc/${file}`),
    `file:${home}`,
  ];
}
