import { type Shell, sh } from '../../core/sh.ts';
import { ticks } from './process-start.ts';

/** Linux keeps this many bytes of a program's name. */
const shortName = 15;

/**
 * Functions of the shell about the process that a pid file names. `ticks PID` prints when it began, in hundredths of
 * a second since boot, and fails when it is gone; a zombie is gone. `look` succeeds when the pid file names a live
 * process of this name: `$pid` and `$began` are then set; `$other` names a program that has got the number since.
 */
export function liveProcess(pidFile: string, name: string): Shell {
  const short = Buffer.from(name).subarray(0, shortName).toString();
  return sh`f=${pidFile} name=${name} short=${short}
${ticks}
ours() {
  [ -d /proc/self ] || return 0
  comm=$(cat "/proc/$1/comm" 2>/dev/null)
  [ "$comm" != "$short" ] || return 0
  tr '\0' '\n' 2>/dev/null <"/proc/$1/cmdline" | (
    for i in 1 2; do IFS= read -r word || exit 1; case /$word in */"$name") exit 0 ;; esac; done; exit 1 )
}
look() {
  pid= began= other=
  [ -r "$f" ] && read -r pid rest <"$f"
  case $pid in '' | *[!0-9]*) pid=; return 1 ;; esac
  began=$(ticks "$pid") || return 1
  ours "$pid" || { other=$comm; return 1; }
}`;
}
