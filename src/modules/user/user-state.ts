import { all, known, mapQuery, type Query, query } from '../../core/query.ts';
import type { Resources } from '../../core/resource.ts';
import { Secret } from '../../core/secret.ts';
import { type Shell, sh } from '../../core/sh.ts';
import { plainText } from '../shared/plain-text.ts';
import { type ToolsState, toolsState } from '../shared/tools-state.ts';
import { accountEntry } from './account-entry.ts';
import { type AccountTools, accountTools, toolsOf } from './account-tools.ts';
import type { UserParams } from './params.ts';
import { expiresOf, type PasswordState, passwordOf, readWanted, shadowEntry } from './shadow-entry.ts';
import { keyFile } from './ssh-key.ts';

export interface UserEntry {
  readonly uid: number;
  readonly gid: number;
  /** The name of its primary group, or its number where it has no name. */
  readonly group: string;
  readonly comment: string;
  readonly home: string;
  readonly shell: string;
  /** The day from which nobody can log in by it, or `never`. */
  readonly expires: string;
  /** The groups that it is in besides its primary one. */
  readonly groups: readonly string[];
}

/** A user as a look saw it. */
export interface UserState {
  readonly entry: UserEntry | undefined;
  readonly password: PasswordState;
  /** Whether there is a group of the user's name. */
  readonly hasOwnGroup: boolean;
  /** Whether something is at the home that is wanted, or at the usual one. */
  readonly homeIsThere: boolean;
  /** Whether its key of SSH is there, also in a home that is to be moved, and the directory for it. */
  readonly hasKey: boolean;
  readonly hasKeyDirectory: boolean;
  readonly tools: AccountTools;
  readonly keyTools: ToolsState;
}

type SeenUser = Omit<UserState, 'keyTools'>;

/** Asks about a user. */
export function userState(desired: UserParams): Query<UserState> {
  const { name, home = `/home/${name}`, password, generateSshKey } = desired;
  const script = sh`${password === undefined ? sh`wanted=` : readWanted}
${accountTools}
n=${name}
e=$(${accountEntry('passwd', sh`"$n"`)})
printf '%s\n' "$e"
g=$(${accountEntry('group', sh`"$n"`)})
if [ -n "$g" ]; then echo own; else echo none; fi
if [ -e ${home} ]; then echo home; else echo none; fi
${generateSshKey ? keyLook(desired) : sh`echo none`}
${shadowEntry(name)}
if [ -n "$e" ]; then g=$(id -gn -- "$n" 2>/dev/null) || g=$(id -g -- "$n"); printf '%s\n' "$g"; id -Gn -- "$n" 2>/dev/null; fi; :`;
  const files = ['passwd', 'shadow', 'group'].map((file) => `file:/etc/${file}` as const);
  // The key is in a home that is not known before.
  const reads: Resources = generateSshKey
    ? 'everything'
    : [`user:${name}`, `group:${name}`, ...files, `file:${home}`];
  const stdin = password === undefined ? undefined : new Secret(plainText(password));
  return mapQuery(
    all({
      user: query(script, { reads, stdin, parse: ({ stdout }) => parse(stdout) }),
      keyTools: generateSshKey ? toolsState(['ssh-keygen']) : known({ missing: [], manager: '' }),
    }),
    ({ user, keyTools }) => ({ ...user, keyTools }),
  );
}

/** Prints `key` where the key is there, and else `directory` where that for it is. */
function keyLook({ name, home, moveHome, ...given }: UserParams): Shell {
  const path = keyFile(given);
  const own = sh`h=$(printf '%s\n' "$e" | cut -d : -f 6); [ -n "$h" ] || h=${`/home/${name}`}`;
  const places =
    home === undefined ? sh`"$h"/${path}` : sh`${`${home}/${path}`}${moveHome ? sh` "$h"/${path}` : sh``}`;
  return sh`${own}
k=none; for f in ${path.startsWith('/') ? sh`${path}` : places}; do
if [ -e "$f" ] || [ -e "$f".pub ]; then k=key; elif [ $k = none ] && [ -d "$${sh`{f%/*}`}" ]; then k=directory; fi; done
echo $k`;
}

function parse(stdout: string): SeenUser {
  const [tools = '', line = '', own, there, key, shadow = '', group = '', every = ''] = stdout.split('\n');
  const [, , uid, gid, comment = '', home = '', shell = ''] = line.split(':');
  const groups = every.split(' ').filter((one) => one !== '' && one !== group);
  const numbers = { uid: Number(uid), gid: Number(gid) };
  const entry = { ...numbers, group, comment, home, shell, expires: expiresOf(shadow), groups };
  return {
    entry: uid === undefined ? undefined : entry,
    password: passwordOf(shadow),
    hasOwnGroup: own === 'own',
    homeIsThere: there === 'home',
    hasKey: key === 'key',
    hasKeyDirectory: key === 'key' || key === 'directory',
    tools: toolsOf(tools),
  };
}
