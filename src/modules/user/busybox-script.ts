import { lines, type Shell, sh } from '../../core/sh.ts';
import type { NewUser } from './shadow-script.ts';

/** Makes a user by the adduser of busybox, which gives a system user no group of its own. */
export function addUserByBusybox(user: NewUser): Shell {
  const { name, uid, home, shell, comment, groups, system, createHome, skeleton } = user;
  const group = user.group ?? (system ? name : undefined);
  const ownGroup = user.group === undefined && system ? sh`addgroup -S ${name} || exit` : sh`:`;
  const values = { u: uid, h: home, s: shell, g: comment, G: group, k: skeleton };
  const flags = [
    '-D',
    ...(createHome ? [] : ['-H']),
    ...(system ? ['-S'] : []),
    ...Object.entries(values).flatMap(([flag, value]) => (value === undefined ? [] : [`-${flag}`, value])),
  ];
  return lines([ownGroup, sh`adduser ${flags} ${name} || exit`, changeGroupsByBusybox(name, groups, [])]);
}

/** Takes a user into groups and out of others, by addgroup and delgroup of busybox. */
export function changeGroupsByBusybox(
  name: string,
  join: readonly string[],
  leave: readonly string[],
): Shell {
  const isIn = (group: string) => sh`id -Gn -- ${name} | tr ' ' '\n' | grep -qx -- ${group}`;
  return lines([
    ...join.map((group) => sh`${isIn(group)} || addgroup ${name} ${group} || exit`),
    ...leave.map((group) => sh`if ${isIn(group)}; then delgroup ${name} ${group} || exit; fi`),
  ]);
}
