import { lines, type Shell, sh } from '../../../core/sh.ts';
import { lockLoop } from '../../shared/lock-loop.ts';
import type { PackagesParams } from '../params.ts';

/**
 * `call` runs zypper and asks nothing. Exit codes above 100 are no failures: a restart is due, a repository was left
 * out; but 104 is a package that is not known, and 107 a script of a package that failed. 7 is the lock.
 */
export function zypperFunctions({ lockTimeoutMs, updateCache }: PackagesParams): Shell {
  return lines([
    sh`LC_ALL=C; export LC_ALL
once() { zypper -n ${updateCache === false ? ['--no-refresh'] : []} "$@"
  rc=$?; case $rc in 102 | 103 | 106) return 0 ;; *) return $rc ;; esac; }`,
    lockLoop(sh`7:*`, lockTimeoutMs),
  ]);
}
