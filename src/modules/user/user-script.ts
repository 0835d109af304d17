import { lines, type Shell, sh } from '../../core/sh.ts';
import { keepFile, putBack } from '../shared/keep-file.ts';
import { addUserByBusybox, changeGroupsByBusybox } from './busybox-script.ts';
import type { UserParams } from './params.ts';
import { keepShadow, pattern, putShadowBack, unlocked } from './shadow-entry.ts';
import { addUser, changeGroups, modifyUser, type NewUser } from './shadow-script.ts';
import { makeSshKey, removeSshKey } from './ssh-key.ts';
import type { UserChange } from './user-change.ts';
import type { UserEntry, UserState } from './user-state.ts';

/** How a change of a user is made. The line for chpasswd is on standard input where there is a password. */
export function userScript(change: UserChange, desired: UserParams, current: UserState): Shell {
  const { name, remove } = desired;
  switch (change.is) {
    case 'create':
      return created(desired, current);
    case 'remove':
      return lines([
        keepShadow(name),
        remove ? keepHome(name, current.entry) : sh`:`,
        removed(name, current, remove),
      ]);
    case 'modify':
      return modifyUser(name, change.to, desired);
    case 'groups':
      return grouped(name, change.join, change.leave, current);
    case 'password':
      return lines([keepShadow(name), sh`chpasswd -e`]);
    case 'lock':
      return lines([
        keepShadow(name),
        current.tools.are === 'busybox' ? sh`passwd -l ${name}` : sh`usermod -L -- ${name}`,
      ]);
    case 'unlock':
      return lines([
        keepShadow(name),
        current.tools.are === 'busybox' ? sh`passwd -u ${name}` : unlocked(name),
      ]);
    case 'ssh-key':
      return makeSshKey(desired);
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
      return broughtBack(desired, current);
    case 'modify':
      return modifyUser(name, change.from, { ...desired, nonUnique: true });
    case 'groups':
      return grouped(name, change.leave, change.join, current);
    case 'password':
    case 'lock':
    case 'unlock':
      return putShadowBack(name);
    case 'ssh-key':
      return removeSshKey(desired, current);
  }
}

function newUser(desired: UserParams, { hasOwnGroup }: UserState): NewUser {
  const { name, system, createHome = !system, group = hasOwnGroup ? name : undefined } = desired;
  const { uid, home, shell, comment, groups, expires, nonUnique, skeleton, umask } = desired;
  const fields = { uid, group, home, shell, comment, expires };
  return { name, ...fields, groups, system, createHome, nonUnique, skeleton, umask };
}

/** A user without the password that it should have is taken away again. */
function created(desired: UserParams, current: UserState): Shell {
  const { name, password, passwordLock } = desired;
  const user = added(newUser(desired, current), current);
  if (password === undefined) {
    const lock = current.tools.are === 'busybox' ? sh`passwd -l ${name} >/dev/null 2>&1 || :` : sh`:`;
    return passwordLock === true ? lines([sh`${user} || exit`, lock]) : user;
  }
  return sh`{ ${user}
} </dev/null || exit
chpasswd -e || { c=$?; ${removed(name, current)}; exit $c; }`;
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

/** Within a transaction, what userdel takes away is kept: a home that belongs to the user, and its mail. */
function keepHome(name: string, entry: UserEntry | undefined): Shell {
  if (entry === undefined) return sh`:`;
  const { home, uid } = entry;
  return lines([
    sh`if [ -n "$(find ${home} -prune -user ${uid} 2>/dev/null)" ]; then ${keepFile(home)} || exit; fi`,
    sh`${keepFile(mailOf(name))} || exit`,
  ]);
}

function mailOf(name: string): string {
  return `/var/mail/${name}`;
}

function broughtBack({ name, remove }: UserParams, current: UserState): Shell {
  const { entry, tools } = current;
  if (entry === undefined) return sh`:`;
  const { uid, gid, group, home, shell, comment, groups } = entry;
  const addGroup = tools.are === 'busybox' ? sh`addgroup` : sh`groupadd`;
  const fields = { uid, group, home, shell, comment, groups };
  const user = { name, ...fields, system: false, createHome: false, nonUnique: true };
  return sh`if id -u -- ${name} >/dev/null 2>&1; then exit 0; fi
grep -q ${`^${pattern(group)}:`} /etc/group || ${addGroup} -g ${gid} ${group} || exit
{ ${added(user, current)}
} || exit
${putShadowBack(name)}
${remove ? lines([putBack(home), putBack(mailOf(name))]) : sh`:`}`;
}
