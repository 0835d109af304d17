import { type Shell, sh } from '../../core/sh.ts';

/** Linux counts the starts of processes in this, on every architecture but two that are gone. */
const ticksPerSecond = 100;

/** `ticks PID` prints when a process began, in hundredths of a second since boot, and fails when it is gone. */
export const ticks: Shell = sh`ticks() {
  if [ ! -d /proc/self ]; then kill -0 "$1" 2>/dev/null; return; fi
  set -- $(tr '\n' ' ' 2>/dev/null <"/proc/$1/stat" | sed 's/.*) //')
  case $1 in '' | Z | X) return 1 ;; esac
  shift 19; echo "$1"
}`;

/** The host's clock, and when the `cat` that asks began. */
export const clockAndSelf: Shell = sh`"$(date +%s.%N)" "$(cat /proc/self/stat 2>/dev/null | tr '\n' ' ' | sed 's/.*) //' | cut -d ' ' -f 20)"`;

export interface ProcessStart {
  readonly now: number;
  readonly since: number | undefined;
  readonly vague: number;
}

/**
 * When a process began, reckoned from the start of the `cat` that asked, since the time since boot that a container is
 * told need not be the one its processes are counted in.
 */
export function processStart(now: string, self: string, began: string): ProcessStart {
  const clock = Number.parseFloat(now);
  const coarse = !/\.\d/.test(now);
  const age = (Number(self) - Number(began) + 1) / ticksPerSecond;
  return {
    now: clock,
    since: began === '' || self === '' ? undefined : clock - age,
    // The clock was read before: by how much depends on how busy the host is.
    vague: (coarse ? 1 : 0) + 0.5,
  };
}
