import { posix } from 'node:path';
import { type Shell, sh } from '../../core/sh.ts';

/**
 * Moves what is in the directory `$t` to its place below `root`, each file in one step, each new directory as a whole,
 * and takes `$t` away. `names` are those that are moved, without what is in a directory that is moved itself.
 */
export function settle(root: string, names: readonly string[]): Shell {
  // From the innermost outwards: those that are there are empty and gone before the one around them is moved from.
  const around = [...new Set(names.flatMap(directoriesOf))].toSorted(
    (one, other) => other.split('/').length - one.split('/').length,
  );
  return sh`settle() { find "$t/$1" -mindepth 1 -maxdepth 1 -exec sh -c 'd=$1; shift; mv -f -- "$@" "$d"' sh ${root}/"$1"/ {} + && rmdir -- "$t/$1"; }
for d in ${around}; do settle "$d" || exit; done
settle '' || exit`;
}

/** The directories within the tree that a path is in. */
function directoriesOf(name: string): readonly string[] {
  const parent = posix.dirname(name);
  return parent === '.' ? [] : [parent, ...directoriesOf(parent)];
}
