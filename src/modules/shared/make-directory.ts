import { type Shell, sh } from '../../core/sh.ts';
import { keptMark } from './keep-file.ts';

const shorter = sh`$${sh`{d%/*}`}`;

/** Makes a directory and those above it. In a transaction `unmakeParents` can take these away again. */
export function makeDirectory(path: string): Shell {
  const made = keptMark(path, 'made');
  return sh`{ if [ -n "$DROVER_KEEP" ] && [ ! -e ${made} ]; then n=0; d=${path}
while d=${shorter}; [ -n "$d" ] && [ ! -e "$d" ]; do n=$(($n+1)); done; echo "$n" >${made}; fi; mkdir -p -- ${path}; }`;
}

/** Takes away the directories above a path that `makeDirectory` has made, unless there is something else in them. */
export function unmakeParents(path: string): Shell {
  const made = keptMark(path, 'made');
  return sh`if [ -e ${made} ]; then d=${path}; n=$(cat ${made})
while [ "$n" -gt 0 ]; do n=$(($n-1)); d=${shorter}; rmdir -- "$d" 2>/dev/null || break; done; fi`;
}
