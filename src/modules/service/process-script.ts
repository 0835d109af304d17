import { lines, type Shell, sh } from '../../core/sh.ts';
import { pause } from '../shared/pause.ts';
import { liveProcess } from './live-process.ts';
import type { PidFileParams } from './params.ts';
import { processName } from './process-name.ts';

/** After KILL a process is gone at once, unless the kernel holds it in a call to a dead disk. */
const killedWithinMs = 5000;

/** Starts, stops or restarts the process of a pid file. It is done when that is seen. `afterSeconds`: how long to wait before a start. */
export function processScript(
  action: 'start' | 'stop' | 'restart',
  manager: PidFileParams,
  afterSeconds = 0,
): Shell {
  const begin = lines([liveProcess(manager.pidFile, processName(manager)), nap]);
  const stop = stopScript(manager);
  const start = lines([pause(afterSeconds), startScript(manager)]);
  switch (action) {
    case 'start':
      return lines([begin, start]);
    case 'stop':
      return lines([begin, stop]);
    case 'restart':
      return lines([begin, stop, start]);
  }
}

const nap = sh`nap() { sleep 0.1 2>/dev/null || sleep 1; }`;

function stopScript({ stopSignal, stopTimeoutMs }: PidFileParams): Shell {
  return sh`gone() { end=$(( $(date +%s) + $1 )); while [ "$(ticks "$pid")" = "$born" ] && ticks "$pid" >/dev/null; do
  [ "$(date +%s)" -lt "$end" ] || return 1; nap; done; }
if look; then
  born=$began
  kill -s ${stopSignal} "$pid" || exit
  gone ${seconds(stopTimeoutMs)} || {
    kill -s KILL "$pid"
    gone ${seconds(killedWithinMs)} || { echo "process $pid does not end, not even by KILL" >&2; exit 1; }
  }
fi`;
}

/**
 * The program gets a session of its own: the one that we work in is ended with all that is in it. A pid file that
 * names no process of ours goes first, since some programs take any live process for themselves and do not start.
 */
function startScript({ start, startTimeoutMs, errorLog = '/dev/null' }: PidFileParams): Shell {
  return sh`if look; then exit 0; fi
command -v setsid >/dev/null || { echo "setsid is missing: install util-linux (or busybox)" >&2; exit 1; }
rm -f -- "$f" || exit
log=${errorLog}; ( : >>"$log" ) 2>/dev/null || log=/dev/null
old=$(wc -c <"$log")
( cd / && unset LC_ALL DROVER_KEEP && exec setsid ${start} ) </dev/null >>"$log" 2>&1 &
starter=$!
fail() {
  ticks "$starter" >/dev/null && kill -s TERM -- "-$starter" 2>/dev/null
  printf '%s\n' "$1" >&2
  if [ "$log" = /dev/null ]; then echo "What it said is not known: give errorLog." >&2; exit 1; fi
  tail -c "+$((old + 1))" -- "$log" | tail -n 10 >&2
  exit 1
}
end=$(( $(date +%s) + ${seconds(startTimeoutMs)} ))
until look; do
  if [ -n "$starter" ] && ! ticks "$starter" >/dev/null; then
    wait "$starter" || fail "$name ended with exit code $?"
    starter=
  fi
  if [ "$(date +%s)" -ge "$end" ]; then
    [ -z "$other" ] || fail "process $pid of the pid file is $other, not $name: set processName if that is right"
    fail "the pid file $f names no process after ${seconds(startTimeoutMs)} s"
  fi
  nap
done`;
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}
