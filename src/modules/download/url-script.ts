import { lines, type Shell, sh } from '../../core/sh.ts';
import { teed } from '../shared/teed.ts';
import type { UrlOrigin } from './origin.ts';

interface UrlFetch {
  readonly timeoutMs: number;
  /** Where a part is kept that an interrupted fetch has brought, to go on from it; its directory is there. */
  readonly part: Part | undefined;
}

/** What an interrupted fetch has brought, and the digest of the whole. */
export interface Part {
  readonly path: string;
  readonly sha256: string;
}

/**
 * Fetches a URL into `$new` with the host's curl or wget. Needs a directory `$t` of its own and, for an origin with
 * headers, their lines on standard input: on a command line every user of the host could read them.
 */
export function urlScript(origin: UrlOrigin, { timeoutMs, part }: UrlFetch): Shell {
  const { headers, proxy, ca } = origin;
  const seconds = Math.ceil(timeoutMs / 1000);
  return lines([
    headers === undefined ? sh`: >"$t"/headers` : sh`cat >"$t"/headers`,
    proxy === undefined
      ? sh`:`
      : sh`http_proxy=${proxy}; https_proxy=${proxy}; export http_proxy https_proxy`,
    ca === undefined ? sh`:` : sh`printf '%s\n' ${ca} >"$t"/ca || exit`,
    part === undefined ? sh`got=$new go=` : sh`got=${part.path} go=${part.sha256}`,
    sh`if command -v curl >/dev/null 2>&1; then
${byCurl(origin, seconds)}
elif command -v wget >/dev/null 2>&1; then
${byWget(origin, seconds)}
else echo "neither curl nor wget is installed on the host: install curl" >&2; exit 1; fi
[ -z "$go" ] || mv -f -- "$got" "$new"`,
  ]);
}

/** Where a server cannot go on, or what was there was no part of it, all of it is asked for. */
function byCurl({ url, ca }: UrlOrigin, seconds: number): Shell {
  // No .curlrc: what it may hold, such as another output file, is not ours to guess.
  const trust = ca === undefined ? sh`` : sh`--cacert "$t"/ca --capath "$t"`;
  const curl = sh`curl -q -g -f -L -# -K "$t"/curl --proto =http,https --connect-timeout 20 --speed-limit 1 --speed-time 60 --max-time ${seconds} ${trust} "$@" -o "$got" ${url}`;
  return sh`sed 's/["\\]/\\&/g; s/^/header = "/; s/$/"/' <"$t"/headers >"$t"/curl
set --; [ -z "$go" ] || [ ! -s "$got" ] || set -- -C -
${teed(curl, sh`"$t"/log`)}
if [ $# -gt 0 ] && case $rc in 0) [ "$(sha256sum <"$got" | cut -d ' ' -f 1)" != "$go" ] ;; 22) grep -q ' 416' "$t"/log ;; 33) ;; *) false ;; esac; then
rm -f -- "$got"; set --
${teed(curl, sh`"$t"/log`)}
fi
[ "$rc" = 0 ] || { tr '\r' '\n' <"$t"/log | grep '^curl:' | tail -n 1 >&2; exit 1; }`;
}

function byWget({ url, ca }: UrlOrigin, seconds: number): Shell {
  const trust = ca === undefined ? sh`` : sh`--ca-certificate="$t"/ca --ca-directory="$t"`;
  return sh`if wget --version 2>/dev/null | grep -q GNU; then
sed 's/^/header = /' <"$t"/headers >"$t"/wgetrc; WGETRC=$t/wgetrc; export WGETRC
set -- -nv --tries=1 --timeout=60 ${trust}
elif [ -f "$t"/ca ]; then
echo "the wget of this host trusts any server: install curl to have it trust but one CA" >&2; exit 1
elif [ -s "$t"/headers ]; then
echo "the wget of this host shows headers to everybody who is on it: install curl" >&2; exit 1
else set -- -q; fi
rm -f -- "$got"
if command -v timeout >/dev/null 2>&1; then timeout ${seconds} wget "$@" -O "$got" ${url}; else wget "$@" -O "$got" ${url}; fi ||
{ rc=$?; rm -f -- "$got"; echo "wget gave no whole file (exit code $rc)" >&2; exit 1; }`;
}
