import { type Shell, sh } from '../../core/sh.ts';
import { statFormat } from '../shared/stat-entry.ts';
import type { FindParams } from './params.ts';

/** More than this is not brought to the controller: of a longer output a session keeps only both ends. */
export const mostBytes = 7 * 1024 * 1024;

/**
 * Prints the time, and after it for each batch of what is found the lines of `stat`, a NUL, the paths with a NUL after
 * each, and one more NUL; at last what find had to complain of. An expression that grep does not take ends it.
 */
export function findScript(given: FindParams): Shell {
  const { paths, follow, contains } = given;
  const isExpression =
    contains === undefined
      ? sh`:`
      : sh`: | grep -E -e ${contains} >/dev/null 2>&1; [ $? -le 1 ] || { echo pattern; exit 0; }`;
  return sh`${isExpression}
date +%s; set --
for d in ${paths.map((path) => path.replace(/\/*$/, '/'))}; do if [ -d "$d" ]; then set -- "$@" "$d"; else printf '%s is no directory\n' "$d" >&2; fi; done
[ $# = 0 ] || LC_ALL=C find ${follow ? sh`-L` : sh`-H`} "$@" -mindepth 1 ${predicates(given)} -exec sh -c ${onePart(follow).text} sh {} + | head -c ${mostBytes}`;
}

/** What vanishes while it is looked at is left out: then each is asked for alone. */
function onePart(follow: boolean): Shell {
  const stat = sh`stat ${follow ? ['-L'] : []} -c ${statFormat} --`;
  return sh`if s=$(${stat} "$@" 2>/dev/null); then printf '%s\n\0' "$s"; printf '%s\0' "$@"; printf '\0'; exit; fi
for p in "$@"; do s=$(${stat} "$p" 2>/dev/null) || s=$(stat -c ${statFormat} -- "$p" 2>/dev/null) && printf '%s\n\0%s\0\0' "$s" "$p"; done; :`;
}

function predicates(given: FindParams): Shell {
  const { recurse, depth, fileType, hidden, size, contains } = given;
  const types = { file: sh`-type f`, directory: sh`-type d`, link: sh`-type l`, any: sh`` };
  const deepest = recurse ? depth : 1;
  return joined([
    deepest === undefined ? sh`` : sh`-maxdepth ${deepest}`,
    types[fileType],
    hidden ? sh`` : sh`! -name ${'.*'}`,
    sizeTest(size),
    names(given.patterns),
    ...given.excludes.filter((one) => typeof one === 'string').map((one) => sh`! -name ${one}`),
    contains === undefined ? sh`` : sh`-exec grep -qE -e ${contains} -- {} \;`,
  ]);
}

/** Regular expressions are for the controller. */
function names(patterns: FindParams['patterns']): Shell {
  const [first, ...rest] = patterns.filter((one) => typeof one === 'string');
  if (first === undefined) return sh``;
  return sh`\( ${rest.reduce((so, one) => sh`${so} -o -name ${one}`, sh`-name ${first}`)} \)`;
}

function sizeTest(size: FindParams['size']): Shell {
  if (size === undefined || (size.is === 'least' && size.value === 0)) return sh``;
  const test = size.is === 'least' ? `+${size.value - 1}c` : `-${size.value + 1}c`;
  return sh`\( ! -type f -o -size ${test} \)`;
}

function joined(parts: readonly Shell[]): Shell {
  return parts.reduce((so, part) => sh`${so} ${part}`);
}
