import { RefusedError } from '../../core/errors.ts';
import { requireTools } from '../shared/require-tools.ts';
import { requireAccountTools } from './account-tools.ts';
import type { UserParams } from './params.ts';
import { fieldNames, type UserChange, type UserFields } from './user-change.ts';
import type { UserEntry, UserState } from './user-state.ts';

/** What has to be done so that a user is there as wanted, or is not there. */
export function userChanges(current: UserState, desired: UserParams): readonly UserChange[] {
  const changes = wanted(current, desired);
  const isHidden = current.entry !== undefined && !current.tools.isRoot && looksIntoShadow(desired);
  if (changes.length > 0 || isHidden) requireAccountTools(current.tools, `the user ${desired.name}`);
  if (current.tools.are === 'busybox') refuseForBusybox(changes, desired);
  if (changes.some(({ is }) => is === 'ssh-key')) {
    requireTools(current.keyTools, `A key for ${desired.name} cannot be made`);
  }
  if (changes.some((change) => change.is === 'modify' && change.to.home !== undefined)) {
    refuseToMove(current, desired);
  }
  return changes;
}

/** Whether something is asked for that nobody but root can see. */
function looksIntoShadow({ state, password, updatePassword, passwordLock, expires }: UserParams): boolean {
  const asks = [updatePassword === 'always' ? password : undefined, passwordLock, expires];
  return state === 'present' && asks.some((one) => one !== undefined);
}

function wanted(current: UserState, desired: UserParams): readonly UserChange[] {
  const { entry, hasKey } = current;
  if (desired.state === 'absent') return entry === undefined ? [] : [{ is: 'remove' }];
  const key: readonly UserChange[] = desired.generateSshKey && !hasKey ? [{ is: 'ssh-key' }] : [];
  if (entry === undefined) return [{ is: 'create' }, ...key];
  const to = different(entry, desired);
  const modify: readonly UserChange[] =
    Object.keys(to).length === 0 ? [] : [{ is: 'modify', from: before(entry, to), to }];
  return [...modify, ...groupChange(entry, desired), ...passwordChange(current, desired), ...key];
}

function different(entry: UserEntry, desired: UserFields): UserFields {
  const changed = fieldNames.filter((name) => desired[name] !== undefined && desired[name] !== entry[name]);
  return Object.fromEntries(changed.map((name) => [name, desired[name]]));
}

function before(entry: UserEntry, to: UserFields): UserFields {
  const changed = fieldNames.filter((name) => to[name] !== undefined);
  return Object.fromEntries(changed.map((name) => [name, entry[name]]));
}

function groupChange(entry: UserEntry, { group, groups, exactGroups }: UserParams): readonly UserChange[] {
  const primary = group ?? entry.group;
  const join = groups.filter((one) => one !== primary && !entry.groups.includes(one));
  const leave = exactGroups ? entry.groups.filter((one) => !groups.includes(one)) : [];
  return join.length + leave.length === 0 ? [] : [{ is: 'groups', join, leave }];
}

function passwordChange({ password: is }: UserState, desired: UserParams): readonly UserChange[] {
  const { password, updatePassword, passwordLock } = desired;
  if (password !== undefined && updatePassword === 'always' && !is.isWanted) return [{ is: 'password' }];
  if (passwordLock === true && !is.isLocked) return [{ is: 'lock' }];
  // Without a password, a lock that is lifted would let everybody in.
  return passwordLock === false && is.isLocked && is.isSet ? [{ is: 'unlock' }] : [];
}

function refuseForBusybox(changes: readonly UserChange[], desired: UserParams): void {
  const fields = changes.flatMap((change) => (change.is === 'modify' ? Object.keys(change.to) : []));
  const { expires, nonUnique, umask } = desired;
  const ofNew = Object.entries({ expires, nonUnique: nonUnique || undefined, umask });
  const asked = changes.some(({ is }) => is === 'create')
    ? ofNew.flatMap(([name, value]) => (value === undefined ? [] : [name]))
    : [];
  const lacking = [...fields, ...asked];
  if (lacking.length === 0) return;
  const how = fields.length > 0 ? 'changed' : 'set';
  throw new RefusedError(
    `${lacking.join(' and ')} of the user ${desired.name} cannot be ${how} with busybox`,
    {
      hint: 'Install usermod (the package shadow).',
    },
  );
}

function refuseToMove({ homeIsThere }: UserState, { name, home, moveHome }: UserParams): void {
  if (!moveHome || !homeIsThere) return;
  throw new RefusedError(`The home of ${name} cannot be moved to ${home}: something is there`, {
    hint: 'Take it away by a task before, or leave out moveHome.',
  });
}
