import { type Shell, sh } from 'drover';
import type { Variables } from './variables.ts';

type Place = Pick<Variables, 'privateDirectory' | 'plainPort'>;

/** Succeeds while the instance's own web server runs, with its number in `$pid`: numbers are used again after a boot. */
export function privateServerRuns({ privateDirectory: tree }: Pick<Place, 'privateDirectory'>): Shell {
  return sh`tree=${tree}
runs() {
  pid=$(cat "$tree/logs/httpd.pid" 2>/dev/null) && [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null || return 1
  [ -r "/proc/$pid/cmdline" ] || return 0
  case $(readlink "/proc/$pid/exe") in "$tree"/*) return 0 ;; esac
  tr '\0' '\n' <"/proc/$pid/cmdline" | grep -qxF -- "$tree"
}
runs`;
}

/** Ends it and waits until it is gone: started too early, httpd exits 0 and then nothing runs. */
export function stopPrivateServer(place: Pick<Place, 'privateDirectory'>): Shell {
  return sh`${privateServerRuns(place)} || exit 0
kill "$pid" || exit
tries=0
while kill -0 "$pid" 2>/dev/null; do
  tries=$((tries + 1))
  [ "$tries" -lt 300 ] || { echo "httpd (pid $pid) did not stop within 30 s" >&2; exit 1; }
  sleep 0.1
done`;
}

/** Starts it as the instance does, unless it runs. */
export function startPrivateServer(place: Place): Shell {
  return sh`${privateServerRuns(place)} && exit 0
rm -f -- "$tree/logs/httpd.pid"
"$tree/bin/httpd" -d "$tree" -c ${`Listen ${place.plainPort}`} </dev/null >/dev/null 2>&1`;
}
