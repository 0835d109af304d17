import { commandOf } from '../core/command.ts';
import { defineModule } from '../core/module.ts';
import type { Resource } from '../core/resource.ts';
import { Secret } from '../core/secret.ts';
import { plainText } from './shared/plain-text.ts';
import { type UserParams, userParams } from './user/params.ts';
import { keyFile } from './user/ssh-key.ts';
import { fieldNames, type UserChange } from './user/user-change.ts';
import { userChanges } from './user/user-changes.ts';
import { undoUserScript, userScript } from './user/user-script.ts';
import { type UserState, userState } from './user/user-state.ts';

/**
 * A user account is there with its number, groups, home and shell, or is not there. Different from Ansible on purpose:
 * it stays in groups that are not named, unless `exactGroups` is set; a system user gets no home unless `createHome`
 * says so; the home of a user that is there is not made, and moved only by `moveHome`; it is not moved to where
 * something is; a password that is no hash is refused; a lock without a password behind it stays; a user expires at a
 * day, not a second; and a key of SSH is of ed25519.
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
  describe: (change, desired) => ({ summary: wordsOf(change, desired) }),
  apply: (change, desired, current) =>
    commandOf(userScript(change, desired, current), {
      touches: touchesOf(desired, current),
      ...stdinOf(change, desired),
    }),
  undo: (change, desired, current) =>
    commandOf(undoUserScript(change, desired, current), { touches: touchesOf(desired, current) }),
});

function wordsOf(change: UserChange, { name, ...desired }: UserParams): string {
  switch (change.is) {
    case 'create':
      return `user ${name} created`;
    case 'remove':
      return `user ${name} removed${desired.remove ? ', with its home and mail' : ''}`;
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
    case 'password':
      return 'another password, not shown';
    case 'lock':
      return 'password locked';
    case 'unlock':
      return 'password unlocked';
    case 'ssh-key':
      return `key of SSH made: ${keyFile(desired)}`;
  }
}

/** What chpasswd reads. */
function stdinOf({ is }: UserChange, { name, password, passwordLock }: UserParams): { stdin?: Secret } {
  if (password === undefined || (is !== 'create' && is !== 'password')) return {};
  return { stdin: new Secret(`${name}:${passwordLock === true ? '!' : ''}${plainText(password)}`) };
}

function touchesOf(desired: UserParams, { entry }: UserState): readonly Resource[] {
  const { name, home = `/home/${name}`, sshKeyFile = '' } = desired;
  const files = ['passwd', 'shadow', 'group', 'gshadow', 'subuid', 'subgid'].map((file) => `/etc/${file}`);
  const own = [home, entry?.home ?? home, `/var/mail/${name}`];
  const key = sshKeyFile.startsWith('/') ? [sshKeyFile, `${sshKeyFile}.pub`] : [];
  return [
    `user:${name}`,
    `group:${name}`,
    ...[...files, ...own, ...key].map((path): Resource => `file:${path}`),
  ];
}
