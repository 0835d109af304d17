import { lines, type Shell, sh } from '../../core/sh.ts';
import { addUserByBusybox, changeGroupsByBusybox } from './busybox-script.ts';
import type { UserParams } from './params.ts';
import { addUser, changeGroups, modifyUser, type NewUser } from './shadow-script.ts';
import type { UserChange } from './user-change.ts';
import type { UserState } from './user-state.ts';

/** How a change of a user is made. */
export function userScript(change: UserChange, desired: UserParams, current: UserState): Shell {
  const { name } = desired;
  switch (change.is) {
    case 'create':
      return added(newUser(desired, current), current);
    case 'remove':
      return lines([keepPassword(name), removed(name, current)]);
    case 'modify':
      return modifyUser(name, change.to);
    case 'groups':
      return grouped(name, change.join, change.leave, current);
  }
}

/** The way back of a change of a user. */
export function undoUserScript(change: UserChange, desired: UserParams, current: UserState): Shell {
  const { name } = desired;
  switch (change.is) {
    case 'create': {
      const withHome = newUser(desired, current).createHome && !current.homeIsThere;
      return sh`if id -u -- ${name} >/dev/null 2>&1; then ${removed(name, current, withHome)}
fi`;
    }
    case 'remove':
      return broughtBack(name, current);
    case 'modify':
      return modifyUser(name, change.from);
    case 'groups':
      return grouped(name, change.leave, change.join, current);
  }
}

function newUser(desired: UserParams, { hasOwnGroup }: UserState): NewUser {
  const { name, system, createHome = !system, group = hasOwnGroup ? name : undefined } = desired;
  const { uid, home, shell, comment, groups } = desired;
  return { name, uid, group, home, shell, comment, groups, system, createHome };
}

function added(user: NewUser, { tools }: UserState): Shell {
  return tools.are === 'busybox' ? addUserByBusybox(user) : addUser(user);
}

function removed(name: string, { tools }: UserState, withHome = false): Shell {
  if (tools.are === 'busybox') return sh`deluser ${withHome ? ['--remove-home'] : []} ${name}`;
  return sh`userdel ${withHome ? ['-r'] : []} -- ${name}`;
}

function grouped(
  name: string,
  join: readonly string[],
  leave: readonly string[],
  { tools }: UserState,
): Shell {
  return tools.are === 'busybox' ? changeGroupsByBusybox(name, join, leave) : changeGroups(name, join, leave);
}

/** Within a transaction, the encrypted password is kept where only root can read it. */
function keepPassword(name: string): Shell {
  return sh`if [ -n "$DROVER_KEEP" ]; then ( umask 077; mkdir -p -- "$DROVER_KEEP" && chmod 700 -- "$DROVER_KEEP" &&
sed -n ${`/^${pattern(name)}:/p`} /etc/shadow | cut -d : -f 1,2 >"$DROVER_KEEP"/user.${name} ) || exit; fi`;
}

function broughtBack(name: string, current: UserState): Shell {
  const { entry, tools } = current;
  if (entry === undefined) return sh`:`;
  const { uid, gid, group, home, shell, comment, groups } = entry;
  const addGroup = tools.are === 'busybox' ? sh`addgroup` : sh`groupadd`;
  const user = { name, uid, group, home, shell, comment, groups, system: false, createHome: false };
  return sh`if id -u -- ${name} >/dev/null 2>&1; then exit 0; fi
grep -q ${`^${pattern(group)}:`} /etc/group || ${addGroup} -g ${gid} ${group} || exit
{ ${added(user, current)}
} || exit
if [ -s "$DROVER_KEEP"/user.${name} ]; then chpasswd -e <"$DROVER_KEEP"/user.${name}; fi`;
}

/** The only signs of a name that mean more in a regular expression. */
function pattern(name: string): string {
  return name.replaceAll(/[.$]/g, String.raw`\$&`);
}
