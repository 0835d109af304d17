import { type Shell, sh } from '../../core/sh.ts';
import type { GitParams } from './params.ts';

interface Asking {
  /** The keys of servers that are taken for the first time: kept, or not, where nothing may change. */
  readonly newKeys: 'kept' | 'not kept';
}

/**
 * Makes git ask nobody, speak English, work where it is told to, whatever surrounds it, and reach servers by ssh in the
 * way that is wanted.
 */
export function quietGit(given: Pick<GitParams, 'keyFile' | 'acceptNewHostKey'>, { newKeys }: Asking): Shell {
  const options = [...keyOptions(given), ...(given.acceptNewHostKey ? hostKeyOptions[newKeys] : [])];
  const ssh =
    options.length === 0
      ? sh``
      : sh`
[ -n "$GIT_SSH_COMMAND" ] || GIT_SSH_COMMAND=ssh
GIT_SSH_COMMAND=$GIT_SSH_COMMAND${` ${options.join(' ')}`}; export GIT_SSH_COMMAND`;
  return sh`GIT_TERMINAL_PROMPT=0; GIT_OPTIONAL_LOCKS=0; LC_ALL=C; export GIT_TERMINAL_PROMPT GIT_OPTIONAL_LOCKS LC_ALL
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_ASKPASS SSH_ASKPASS${ssh}`;
}

/** ssh reads a name with spaces in quotes, and % in it as the beginning of a variable. */
function keyOptions({ keyFile }: Pick<GitParams, 'keyFile'>): readonly string[] {
  if (keyFile === undefined) return [];
  const setting = `IdentityFile="${keyFile.replaceAll('%', '%%')}"`;
  return ['-o BatchMode=yes', '-o IdentitiesOnly=yes', sh`-o ${setting}`.text];
}

/** A new key is written to the first file: what is written to /dev/null is gone. */
const hostKeyOptions = {
  kept: ['-o BatchMode=yes', '-o StrictHostKeyChecking=accept-new'],
  'not kept': [
    '-o BatchMode=yes',
    '-o StrictHostKeyChecking=accept-new',
    "-o 'UserKnownHostsFile=/dev/null ~/.ssh/known_hosts ~/.ssh/known_hosts2'",
  ],
} as const;
