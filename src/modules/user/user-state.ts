import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { accountEntry } from './account-entry.ts';
import { type AccountTools, accountTools, toolsOf } from './account-tools.ts';

export interface UserEntry {
  readonly uid: number;
  readonly gid: number;
  /** The name of its primary group, or its number where it has no name. */
  readonly group: string;
  readonly comment: string;
  readonly home: string;
  readonly shell: string;
  /** The groups that it is in besides its primary one. */
  readonly groups: readonly string[];
}

/** A user as a look saw it. */
export interface UserState {
  readonly entry: UserEntry | undefined;
  /** Whether there is a group of the user's name. */
  readonly hasOwnGroup: boolean;
  /** Whether something is at the home that is wanted, or at the usual one. */
  readonly homeIsThere: boolean;
  readonly tools: AccountTools;
}

interface Asked {
  readonly name: string;
  readonly home?: string | undefined;
}

/** Asks about a user. */
export function userState({ name, home = `/home/${name}` }: Asked): Query<UserState> {
  const script = sh`${accountTools}
n=${name}
e=$(${accountEntry('passwd', sh`"$n"`)})
printf '%s\n' "$e"
g=$(${accountEntry('group', sh`"$n"`)})
if [ -n "$g" ]; then echo own; else echo none; fi
if [ -e ${home} ]; then echo home; else echo none; fi
if [ -n "$e" ]; then id -gn -- "$n" 2>/dev/null || id -g -- "$n"; id -Gn -- "$n" 2>/dev/null; fi; :`;
  return query(script, {
    reads: [`user:${name}`, `group:${name}`, 'file:/etc/passwd', 'file:/etc/group', `file:${home}`],
    parse: ({ stdout }) => parse(stdout),
  });
}

function parse(stdout: string): UserState {
  const [tools = '', entry = '', own, there, group = '', every = ''] = stdout.split('\n');
  const [, , uid, gid, comment = '', home = '', shell = ''] = entry.split(':');
  const groups = every.split(' ').filter((one) => one !== '' && one !== group);
  return {
    entry:
      uid === undefined
        ? undefined
        : { uid: Number(uid), gid: Number(gid), group, comment, home, shell, groups },
    hasOwnGroup: own === 'own',
    homeIsThere: there === 'home',
    tools: toolsOf(tools),
  };
}
