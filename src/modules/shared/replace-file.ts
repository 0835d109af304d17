import { posix } from 'node:path';
import { lines, type Shell, sh } from '../../core/sh.ts';
import { endOnSignals } from './end-on-signals.ts';
import type { Permissions } from './permission-changes.ts';

export interface ReplaceOptions {
  /** Permissions of the new file. What is left out is as it was; mode 0644 where no file was. */
  readonly permissions: Permissions;
  /** The mode of the regular file that is replaced; undefined when there is none. */
  readonly was: string | undefined;
  /** The text of the new file; undefined: it comes on standard input. */
  readonly text: string | undefined;
  /** So long must standard input be: a transfer that was cut off is never put in place. */
  readonly bytes: number;
  /** Checks the new file, whose path stands in `$new`, before it takes the old one's place. */
  readonly validate?: Shell | undefined;
  /** Where the old file is copied before it is replaced. What is there already is such a copy. */
  readonly backup?: string | undefined;
}

/**
 * Replaces a file in one step: readers see the old or the new, never a part. The new file is written beside the old
 * one; what only some may read is private until its permissions are set. A new file of which no mode is asked for has
 * 0644, or what the default access control list of its directory says. A link is replaced, not followed.
 */
export function replaceFile(path: string, options: ReplaceOptions): Shell {
  const { text, validate, backup } = options;
  // Not by dirname on the host: a substitution would lose newlines at the end of a directory's name.
  const beside = posix.join(posix.dirname(path), '.drover');
  const mode = options.permissions.mode ?? options.was ?? '0644';
  return lines([
    sh`trap 'rm -f -- "$new"' EXIT; ${endOnSignals}`,
    text === undefined ? received(beside, options.bytes) : written(beside, text, mode),
    setOwner(path, options),
    text !== undefined && isLeftToUmask(options) ? sh`:` : sh`chmod -- ${mode} "$new" || exit`,
    validate === undefined
      ? sh`:`
      : sh`( ${validate}
) >&2 || { echo "the new file was refused by its check; the old one is still there" >&2; exit 1; }`,
    backup === undefined
      ? sh`:`
      : sh`[ -e ${backup} ] || { cp -p -- ${path} ${backup}.new && mv -f -- ${backup}.new ${backup}; } || exit`,
    // mv would move into a directory, also into one that a link points to.
    sh`if [ -L ${path} ]; then [ ! -d ${path} ] || rm -f -- ${path} || exit
elif [ -d ${path} ]; then echo "there is a directory in its place" >&2; exit 1; fi`,
    sh`mv -f -- "$new" ${path} && trap - EXIT`,
  ]);
}

function received(beside: string, bytes: number): Shell {
  return sh`umask 077 && new=$(mktemp ${beside}.XXXXXXXX) || exit
cat >"$new" || exit
[ "$(wc -c <"$new")" -eq ${bytes} ] || { echo "the transfer was cut off" >&2; exit 1; }`;
}

/**
 * Text is part of the script, which is carried out whole or not at all, and is written by the shell itself. Where all may
 * read it no program is started, unless something has the name of the new file already: then another is found for it.
 * A umask means nothing where the directory has a default access control list.
 */
function written(beside: string, text: string, mode: string): Shell {
  const print = partsOf(text).map((part) => sh`_p ${part} || return`);
  // Not every shell tells why its own print failed.
  const partly = sh`{ echo "the new file could not be written whole: is the disk full?" >&2; exit 1; }`;
  const another = sh`new=; new=$(umask 077; mktemp ${beside}.XXXXXXXX) || exit; t >"$new" || ${partly}`;
  const isPublic = (Number.parseInt(mode, 8) & 0o044) === 0o044;
  return lines([
    sh`t() { ${lines(print)}
}`,
    isPublic
      ? sh`umask 022; new=${beside}.$$; o=; set -C
{ { o=y; t 2>&3; } >"$new"; } 3>&2 2>/dev/null; w=$?; set +C
if [ -n "$o" ]; then [ $w = 0 ] || ${partly}; else
${another}; chmod -- 0644 "$new" || exit; fi`
      : another,
  ]);
}

/** A shell's own print may be slow with very long words. */
function partsOf(text: string): readonly string[] {
  const parts = text.match(/[\s\S]{1,16384}/gu) ?? [];
  return parts.length === 0 ? [''] : parts;
}

function isLeftToUmask({ was, permissions: { mode, owner, group } }: ReplaceOptions): boolean {
  return [was, mode, owner, group].every((one) => one === undefined);
}

/** Before the mode is set, since chown drops set-id bits. */
function setOwner(path: string, { was, permissions: { owner, group } }: ReplaceOptions): Shell {
  const who = `${owner ?? ''}${group === undefined ? '' : `:${group}`}`;
  const own = who === '' ? sh`:` : sh`chown -- ${who} "$new" || exit`;
  if (was === undefined) return own;
  return sh`if [ -f ${path} ] && [ ! -L ${path} ] && ! { [ -O ${path} ] && [ -G ${path} ] && [ -G "$new" ]; } 2>/dev/null; then
chown -- "$(stat -c %u:%g -- ${path})" "$new" || exit; fi
${own}`;
}
