import { lines, type Shell, sh } from '../../core/sh.ts';
import type { Permissions } from './permission-changes.ts';

export interface ReplaceOptions {
  /** Permissions of the new file. */
  readonly permissions: Permissions;
  /** The digest that standard input must have: a broken transfer is never put in place. */
  readonly sha256: string;
  /** Checks the new file, whose path stands in `$new`, before it takes the old one's place. */
  readonly validate?: Shell;
}

/**
 * Replaces a file by what comes on standard input, in one step: readers see the old or the new, never a part.
 * The new file is written beside the old one with mode 0600 until its permissions are set.
 */
export function replaceFile(path: string, { permissions, sha256, validate }: ReplaceOptions): Shell {
  return lines([
    sh`d=$(dirname -- ${path}x) && umask 077 && new=$(mktemp "$d/.drover.XXXXXXXX") || exit`,
    sh`trap 'rm -f -- "$new"' EXIT; trap 'exit 129' HUP INT TERM`,
    sh`cat >"$new" || exit`,
    sh`[ "$(sha256sum <"$new" | cut -d ' ' -f 1)" = ${sha256} ] || { echo "the transfer was cut off" >&2; exit 1; }`,
    sh`chmod 0600 -- "$new" || exit`,
    setNewPermissions(permissions),
    validate === undefined
      ? sh`:`
      : sh`{ ${validate}
} || { echo "the new file was refused by its check; the old one is still there" >&2; exit 1; }`,
    sh`mv -f -- "$new" ${path} && trap - EXIT`,
  ]);
}

function setNewPermissions(permissions: Permissions): Shell {
  const { owner, group, mode } = permissions;
  const who = `${owner ?? ''}${group === undefined ? '' : `:${group}`}`;
  const own = who === '' ? sh`:` : sh`chown -- ${who} "$new"`;
  return sh`${own} && chmod -- ${mode ?? '0644'} "$new" || exit`;
}
