import { lines, type Shell, sh } from '../../core/sh.ts';
import type { UserFields } from './user-change.ts';

/** A user that is to be made. `group` undefined: it gets a group of its own. */
export interface NewUser extends UserFields {
  readonly name: string;
  readonly groups: readonly string[];
  readonly system: boolean;
  readonly createHome: boolean;
  readonly nonUnique: boolean;
  /** The directory that its home is a copy of. */
  readonly skeleton?: string | undefined;
  readonly umask?: string | undefined;
}

interface HowToModify {
  readonly moveHome: boolean;
  readonly nonUnique: boolean;
}

/** Makes a user by useradd. */
export function addUser(user: NewUser): Shell {
  const { name, groups, system, createHome, nonUnique, skeleton, umask, ...fields } = user;
  const flags = [
    ...options(fields, nonUnique),
    ...(fields.group === undefined ? ['-U'] : []),
    ...(groups.length === 0 ? [] : ['-G', groups.join(',')]),
    ...(system ? ['-r'] : []),
    createHome ? '-m' : '-M',
    ...(createHome && skeleton !== undefined ? ['-k', skeleton] : []),
  ];
  return sh`useradd ${flags} ${createHome && umask !== undefined ? homeMode(umask) : sh``} -- ${name}`;
}

/** Changes the entry of a user by usermod. */
export function modifyUser(name: string, fields: UserFields, { moveHome, nonUnique }: HowToModify): Shell {
  const move = moveHome && fields.home !== undefined ? ['-m'] : [];
  return sh`usermod ${[...options(fields, nonUnique), ...move]} -- ${name}`;
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

/** A host that says HOME_MODE does not ask for its umask. */
function homeMode(umask: string): Shell {
  const mode = (0o777 & ~Number.parseInt(umask, 8)).toString(8).padStart(4, '0');
  return sh`-K UMASK=${umask} $(grep -q '^[[:space:]]*HOME_MODE' /etc/login.defs 2>/dev/null && echo -K HOME_MODE=${mode})`;
}

function options(
  { uid, group, home, shell, comment, expires }: UserFields,
  nonUnique: boolean,
): readonly (string | number)[] {
  return [
    ...(uid === undefined ? [] : ['-u', uid, ...(nonUnique ? ['-o'] : [])]),
    ...(group === undefined ? [] : ['-g', group]),
    ...(home === undefined ? [] : ['-d', home]),
    ...(shell === undefined ? [] : ['-s', shell]),
    ...(comment === undefined ? [] : ['-c', comment]),
    ...(expires === undefined ? [] : ['-e', expires === 'never' ? '' : expires]),
  ];
}
