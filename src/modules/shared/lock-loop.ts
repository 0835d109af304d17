import { type Shell, sh } from '../../core/sh.ts';

/**
 * `call WORDS` runs the function `once` with them, again and again while it says that another program holds the lock.
 * `isLocked` is a pattern of `case` for its exit code, a colon, and what it said on stderr.
 */
export function lockLoop(isLocked: Shell, lockTimeoutMs: number): Shell {
  const seconds = Math.ceil(lockTimeoutMs / 1000);
  return sh`call() { end=$(( $(date +%s) + ${seconds} ))
  while :; do
    { err=$(once "$@" 2>&1 >&3 3>&-); } 3>&1
    rc=$?
    case $rc:$err in ${isLocked}) if [ "$(date +%s)" -lt "$end" ]; then sleep 1; continue; fi ;; esac
    [ -z "$err" ] || printf '%s\n' "$err" >&2
    return $rc
  done; }`;
}
