import { posix } from 'node:path';
import { lines, type Shell, sh } from '../../core/sh.ts';
import type { Permissions } from './permission-changes.ts';

export interface ReplaceOptions {
  /** Permissions of the new file. What is left out is as it was; mode 0644 where no file was. */
  readonly permissions: Permissions;
  /** The digest that standard input must have: a broken transfer is never put in place. */
  readonly sha256: string;
  /** Checks the new file, whose path stands in `$new`, before it takes the old one's place. */
  readonly validate?: Shell | undefined;
}

/**
 * Replaces a file by what comes on standard input, in one step: readers see the old or the new, never a part.
 * The new file is written beside the old one with mode 0600 until its permissions are set. A link is replaced, not
 * followed.
 */
export function replaceFile(path: string, { permissions, sha256, validate }: ReplaceOptions): Shell {
  // Not by dirname on the host: a substitution would lose newlines at the end of a directory's name.
  const beside = posix.join(posix.dirname(path), '.drover.XXXXXXXX');
  return lines([
    sh`umask 077 && new=$(mktemp ${beside}) || exit`,
    sh`trap 'rm -f -- "$new"' EXIT; trap 'exit 129' HUP INT TERM`,
    sh`cat >"$new" || exit`,
    sh`[ "$(sha256sum <"$new" | cut -d ' ' -f 1)" = ${sha256} ] || { echo "the transfer was cut off" >&2; exit 1; }`,
    setNewPermissions(path, permissions),
    validate === undefined
      ? sh`:`
      : sh`( ${validate}
) >&2 || { echo "the new file was refused by its check; the old one is still there" >&2; exit 1; }`,
    // mv would move into a directory, also into one that a link points to.
    sh`if [ -L ${path} ]; then [ ! -d ${path} ] || rm -f -- ${path} || exit
elif [ -d ${path} ]; then echo "there is a directory in its place" >&2; exit 1; fi`,
    sh`mv -f -- "$new" ${path} && trap - EXIT`,
  ]);
}

/** Owner before mode, since chown drops set-id bits; and one chmod, so that a private file is never open for a moment. */
function setNewPermissions(path: string, { owner, group, mode }: Permissions): Shell {
  const who = `${owner ?? ''}${group === undefined ? '' : `:${group}`}`;
  const own = who === '' ? sh`:` : sh`chown -- ${who} "$new"`;
  return sh`m=0644; if [ -f ${path} ] && [ ! -L ${path} ]; then
m=$(stat -c %a -- ${path}) && chown -- "$(stat -c %u:%g -- ${path})" "$new" || exit; fi
${own} && chmod -- ${mode === undefined ? sh`"$m"` : sh`${mode}`} "$new" || exit`;
}
