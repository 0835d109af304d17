import { lines, type Shell, sh } from '../../core/sh.ts';
import type { UserFields } from './user-change.ts';

/** A user that is to be made. `group` undefined: it gets a group of its own. */
export interface NewUser extends UserFields {
  readonly name: string;
  readonly groups: readonly string[];
  readonly system: boolean;
  readonly createHome: boolean;
}

/** Makes a user by useradd. */
export function addUser({ name, groups, system, createHome, ...fields }: NewUser): Shell {
  const flags = [
    ...options(fields),
    ...(fields.group === undefined ? ['-U'] : []),
    ...(groups.length === 0 ? [] : ['-G', groups.join(',')]),
    ...(system ? ['-r'] : []),
    createHome ? '-m' : '-M',
  ];
  return sh`useradd ${flags} -- ${name}`;
}

/** Changes the entry of a user by usermod. */
export function modifyUser(name: string, fields: UserFields): Shell {
  return sh`usermod ${options(fields)} -- ${name}`;
}

/** Takes a user into groups and out of others. Does nothing about those where it is so already. */
export function changeGroups(name: string, join: readonly string[], leave: readonly string[]): Shell {
  return lines([
    join.length === 0 ? sh`:` : sh`usermod -a -G ${join.join(',')} -- ${name} || exit`,
    ...leave.map(
      (group) =>
        sh`if id -Gn -- ${name} | tr ' ' '\n' | grep -qx -- ${group}; then gpasswd -d ${name} ${group} || exit; fi`,
    ),
  ]);
}

function options({ uid, group, home, shell, comment }: UserFields): readonly (string | number)[] {
  return [
    ...(uid === undefined ? [] : ['-u', uid]),
    ...(group === undefined ? [] : ['-g', group]),
    ...(home === undefined ? [] : ['-d', home]),
    ...(shell === undefined ? [] : ['-s', shell]),
    ...(comment === undefined ? [] : ['-c', comment]),
  ];
}
