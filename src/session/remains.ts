import { type Shell, sh } from '../core/sh.ts';
import { inputReader } from './supervisor.ts';

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
  const isOurs = sh`for p in $(_members); do _line "$p"; done 2>/dev/null | grep -q ${mark}`;
  const give = sh`{ echo "Process group ${group} of an earlier session does not end" >&2; exit 1; }`;
  const wait = sh`if sleep 0.1 2>/dev/null; then n=$(($n+1)); else sleep 1; n=$(($n+10)); fi`;
  const gone = sh`n=0; while [ -n "$(_members)" ]; do [ $n -lt 50 ] || ${give}; ${wait}; done`;
  return sh`${tools(group)}; ${isOurs} || exit 0; kill -s KILL -- -${group} 2>/dev/null; ${gone}`;
}

/**
 * Prints the numbers of those of a program's process group that nothing of ours has started and still waits for: what a
 * command left behind. Prints nothing where the host cannot tell.
 */
export function straysOf({ group }: Started): Shell {
  if (group === undefined) return sh`:`;
  const [pid, parent] = [sh`$${sh`{m%:*}`}`, sh`$${sh`{m#*:}`}`];
  return sh`all=$(${listed(group, sh`\1:\2`)}); own=' '; for m in $all; do own="$own"${pid}" "; done
for m in $all; do case $own in *" "${parent}" "*) ;; *) [ ${pid} = ${group} ] || echo ${pid} ;; esac; done`;
}

/**
 * Makes a program see the end of its input, and so end all that it runs. For one that may not see by itself that its
 * channel was closed, because its work has stopped reading.
 */
export function inputEndOf({ group }: Started): Shell {
  if (group === undefined) return sh`:`;
  const reader = sh`case $(_line "$p") in ${`${inputReader} `}*) kill "$p" ;; esac`;
  return sh`${tools(group)}; for p in $(_members); do ${reader}; done 2>/dev/null`;
}

/** The members of a group by /proc, shown by `\1`, their numbers, and `\2`, their parents'. One that has ended (Z) is none any more. */
function listed(group: number, shown: Shell): Shell {
  return sh`cat /proc/[0-9]*/stat 2>/dev/null | sed -n 's/^\([0-9]*\) (.*) [^Z] \([0-9]*\) ${group} .*/${shown}/p'`;
}

/** On one line, for any login shell. */
function tools(group: number): Shell {
  const told = sh`ps -A -o pid= -o pgid= -o stat= | sed -n 's/^ *\([0-9]*\)  *${group}  *[^Z ].*/\1/p'`;
  const members = sh`_members() { if [ -r /proc/self/stat ]; then ${listed(group, sh`\1`)}; else ${told}; fi; }`;
  const read = sh`tr '\0' ' ' <"/proc/$1/cmdline"`;
  return sh`${members}; _line() { if [ -r "/proc/$1/cmdline" ]; then ${read}; else ps -o args= -p "$1"; fi; }`;
}
