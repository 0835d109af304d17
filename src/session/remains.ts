import { lines, type Shell, sh } from '../core/sh.ts';

/** A program of ours on a host, so that it can be found again there. */
export interface Started {
  /** Number of its process group; undefined where the host cannot tell. */
  readonly group: number | undefined;
  /** Stands in the command line of its first process, and of no other program's. */
  readonly mark: string;
}

/**
 * Ends what is left of a program whose channel was lost, at once, and waits until it is gone. To be run as the same
 * user. Ends well when nothing is left; leaves a group alone that has the same number by chance.
 */
export function remainsOf({ group, mark }: Started): Shell {
  if (group === undefined) return sh`:`;
  return lines([
    // A process that has ended and is still listed (Z) is not counted: its parent may never take note of it.
    sh`_members() {
  if [ -r /proc/self/stat ]; then
    cat /proc/[0-9]*/stat 2>/dev/null | sed -n 's/^\([0-9]*\) (.*) [^Z] [0-9]* ${group} .*/\1/p'
  else
    ps -A -o pid= -o pgid= -o stat= | sed -n 's/^ *\([0-9]*\)  *${group}  *[^Z ].*/\1/p'
  fi
}`,
    sh`_line() { if [ -r "/proc/$1/cmdline" ]; then tr '\0' ' ' <"/proc/$1/cmdline"; else ps -o args= -p "$1"; fi; }`,
    sh`for p in $(_members); do _line "$p"; done 2>/dev/null | grep -q ${mark} || exit 0`,
    sh`kill -s KILL -- -${group} 2>/dev/null`,
    sh`n=0
while [ -n "$(_members)" ]; do
  if [ $n -ge 50 ]; then echo "Process group ${group} of an earlier session does not end" >&2; exit 1; fi
  if sleep 0.1 2>/dev/null; then n=$(($n+1)); else sleep 1; n=$(($n+10)); fi
done`,
  ]);
}
