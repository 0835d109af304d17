import { lines, type Shell, sh } from '../../core/sh.ts';
import type { GroupState } from './group-state.ts';
import type { UserGroupParams } from './params.ts';

export type GroupChange =
  | { readonly is: 'create' | 'remove' }
  | { readonly is: 'number'; readonly from: number; readonly to: number };

/** How a change of a group is made. */
export function groupScript(
  change: GroupChange,
  { name, gid, system, nonUnique }: UserGroupParams,
  state: GroupState,
): Shell {
  switch (change.is) {
    case 'create':
      return added({ name, gid, system, nonUnique }, state);
    case 'remove':
      return removed(name, state);
    case 'number':
      return sh`groupmod -g ${change.to} ${nonUnique ? ['-o'] : []} -- ${name}`;
  }
}

/** The way back of a change of a group. */
export function undoGroupScript(change: GroupChange, { name }: UserGroupParams, state: GroupState): Shell {
  const { entry, tools } = state;
  const isThere = sh`grep -q ${`^${name.replaceAll(/[.$]/g, String.raw`\$&`)}:`} /etc/group`;
  switch (change.is) {
    case 'create':
      return sh`if ${isThere}; then ${removed(name, state)}
fi`;
    case 'remove': {
      const join = (entry?.members ?? []).map((member) =>
        tools.are === 'busybox'
          ? sh`addgroup ${member} ${name} || exit`
          : sh`gpasswd -a ${member} ${name} || exit`,
      );
      return lines([
        sh`${isThere} || ${added({ name, gid: entry?.gid, system: false, nonUnique: true }, state)} || exit`,
        ...join,
      ]);
    }
    case 'number':
      return sh`groupmod -o -g ${change.from} -- ${name}`;
  }
}

function added(
  { name, gid, system, nonUnique }: Omit<UserGroupParams, 'state'>,
  { tools }: GroupState,
): Shell {
  const number = gid === undefined ? [] : ['-g', gid];
  return tools.are === 'busybox'
    ? sh`addgroup ${system ? ['-S'] : []} ${number} ${name}`
    : sh`groupadd ${system ? ['-r'] : []} ${number} ${nonUnique && gid !== undefined ? ['-o'] : []} -- ${name}`;
}

function removed(name: string, { tools }: GroupState): Shell {
  return tools.are === 'busybox' ? sh`delgroup ${name}` : sh`groupdel -- ${name}`;
}
