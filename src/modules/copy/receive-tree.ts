import { posix } from 'node:path';
import { lines, type Shell, sh } from '../../core/sh.ts';
import { endOnSignals } from '../shared/end-on-signals.ts';
import { nameLists } from './name-lists.ts';
import { settle } from './settle.ts';
import type { WrittenEntry } from './tree-changes.ts';

interface ReceiveOptions {
  readonly root: string;
  readonly owner: string | undefined;
  readonly group: string | undefined;
  /** What is moved to its place: a new directory with all that is in it. */
  readonly names: readonly string[];
  /** The last file of the archive. */
  readonly mark: string;
}

/**
 * Unpacks a tar archive from standard input beside what is there, private until it has its owner, and moves what it
 * holds to its place. An archive that was cut off changes nothing.
 */
export function receiveTree(written: readonly WrittenEntry[], options: ReceiveOptions): Shell {
  const { root, names, mark } = options;
  return lines([
    sh`t=; trap 'rm -rf -- "$t"' EXIT; ${endOnSignals}`,
    sh`umask 077; t=$(mktemp -d ${posix.join(root, '.drover.XXXXXXXX')}) && tar -x -p -m -o -f - -C "$t" || exit`,
    sh`[ -f "$t"/${mark} ] && rm -f -- "$t"/${mark} || { echo "the transfer was cut off" >&2; exit 1; }`,
    setOwners(written, options),
    settle(root, names),
  ]);
}

// What stands in braces after a dollar sign would be a value of the template.
const within = sh`{f#"$t"/}`;

/** What replaces a file of somebody else is theirs too, unless an owner is asked for. */
function setOwners(written: readonly WrittenEntry[], { root, owner = '', group }: ReceiveOptions): Shell {
  const who = `${owner}${group === undefined ? '' : `:${group}`}`;
  const replaces = written.some((one) => one.entry.is === 'file' && one.replaces?.state.is === 'file');
  const asBefore = sh`find "$t" -type f -exec sh -c 'r=$1; t=$2; shift 2; for f in "$@"; do p=$r/$${within}
if [ -f "$p" ] && [ ! -L "$p" ] && ! { [ -O "$p" ] && [ -G "$p" ] && [ -G "$f" ]; } 2>/dev/null; then
chown -- "$(stat -c %u:%g -- "$p")" "$f" || exit; fi; done' sh ${root} "$t" {} + || exit`;
  return lines([
    replaces && (owner === '' || group === undefined) ? asBefore : sh`:`,
    who === '' ? sh`:` : sh`find "$t" -mindepth 1 -exec chown -h -- ${who} {} + || exit`,
    ...setIdBits(written),
  ]);
}

/** Once more: chown drops them. */
function setIdBits(written: readonly WrittenEntry[]): readonly Shell[] {
  const files = written.filter(({ entry, mode }) => entry.is === 'file' && /^[2-7]/.test(mode));
  const byMode = Map.groupBy(files, ({ mode }) => mode);
  return [...byMode].flatMap(([mode, some]) =>
    nameLists(some.map(({ entry }) => `./${entry.name}`)).map(
      (names) => sh`( cd -- "$t" && chmod -- ${mode} ${names} ) || exit`,
    ),
  );
}
