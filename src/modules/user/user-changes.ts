import { RefusedError } from '../../core/errors.ts';
import { requireAccountTools } from './account-tools.ts';
import type { UserParams } from './params.ts';
import { fieldNames, type UserChange, type UserFields } from './user-change.ts';
import type { UserEntry, UserState } from './user-state.ts';

/** What has to be done so that a user is there as wanted, or is not there. */
export function userChanges({ entry, tools }: UserState, desired: UserParams): readonly UserChange[] {
  const changes = wanted(entry, desired);
  if (changes.length > 0) requireAccountTools(tools, `the user ${desired.name}`);
  const field = changes.find((change) => change.is === 'modify');
  if (tools.are === 'busybox' && field !== undefined) {
    throw new RefusedError(
      `${Object.keys(field.to).join(' and ')} of the user ${desired.name} cannot be changed with busybox`,
      { hint: 'Install usermod (the package shadow).' },
    );
  }
  return changes;
}

function wanted(entry: UserEntry | undefined, desired: UserParams): readonly UserChange[] {
  if (desired.state === 'absent') return entry === undefined ? [] : [{ is: 'remove' }];
  if (entry === undefined) return [{ is: 'create' }];
  const to = different(entry, desired);
  const modify: readonly UserChange[] =
    Object.keys(to).length === 0 ? [] : [{ is: 'modify', from: before(entry, to), to }];
  return [...modify, ...groupChange(entry, desired)];
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
