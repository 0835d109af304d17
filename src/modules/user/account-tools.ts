import { RefusedError } from '../../core/errors.ts';
import { sh } from '../../core/sh.ts';

/** What the host has to change accounts with. */
export interface AccountTools {
  /** `shadow`: useradd and its kin. `busybox`: adduser and its kin, which change little of what is there. */
  readonly are: 'shadow' | 'busybox' | 'none';
  readonly isRoot: boolean;
}

/** Prints which tools there are, and the number of who we are, on one line. */
export const accountTools = sh`if command -v useradd >/dev/null 2>&1; then t=shadow
elif adduser --help 2>&1 | grep -q BusyBox; then t=busybox; else t=none; fi
echo "$t $(id -u)"`;

export function toolsOf(line: string): AccountTools {
  const [are, uid] = line.split(' ');
  return { are: are === 'shadow' || are === 'busybox' ? are : 'none', isRoot: uid === '0' };
}

/** Throws a RefusedError when accounts cannot be changed on this host; `what` is such as `user deploy`. */
export function requireAccountTools({ are, isRoot }: AccountTools, what: string): void {
  if (!isRoot) throw new RefusedError(`Only root can change ${what}`, { hint: 'Set become to true.' });
  if (are === 'none') {
    throw new RefusedError(`${what} cannot be changed: there is neither useradd nor adduser of busybox`, {
      hint: 'Install shadow-utils (Debian: the package passwd).',
    });
  }
}
