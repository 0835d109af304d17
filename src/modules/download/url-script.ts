import { type Shell, sh } from '../../core/sh.ts';
import { teed } from '../shared/teed.ts';

/** Fetches a URL into `$new` with the host's curl or wget. Needs a directory `$t` of its own. */
export function urlScript(url: string, timeoutMs: number): Shell {
  const seconds = Math.ceil(timeoutMs / 1000);
  // No .curlrc: what it may hold, such as another output file, is not ours to guess.
  const curl = sh`curl -q -g -f -L -# --proto =http,https --connect-timeout 20 --speed-limit 1 --speed-time 60 --max-time ${seconds} -o "$new" ${url}`;
  return sh`if command -v curl >/dev/null 2>&1; then
${teed(curl, sh`"$t"/log`)}
[ "$rc" = 0 ] || { tr '\r' '\n' <"$t"/log | grep '^curl:' | tail -n 1 >&2; exit 1; }
elif command -v wget >/dev/null 2>&1; then
if wget --version 2>/dev/null | grep -q GNU; then set -- -nv --tries=1 --timeout=60; else set -- -q; fi
if command -v timeout >/dev/null 2>&1; then timeout ${seconds} wget "$@" -O "$new" ${url}; else wget "$@" -O "$new" ${url}; fi ||
{ echo "wget gave no whole file (exit code $?)" >&2; exit 1; }
else echo "neither curl nor wget is installed on the host: install curl" >&2; exit 1; fi`;
}
