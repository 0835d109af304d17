import type { Secret } from '../../core/secret.ts';
import { lines, type Shell, sh } from '../../core/sh.ts';
import { teed } from '../shared/teed.ts';
import { trustOneCa, webRequest, wgetParts } from '../shared/web-request.ts';
import type { UrlOrigin } from './origin.ts';
import { plainHeaders } from './plain-headers.ts';

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
 * Fetches what stands on its standard input, as `urlRequest` writes it, into `$new` with the host's curl or wget. Needs a
 * directory `$t` of its own.
 */
export function urlScript(origin: UrlOrigin, { timeoutMs, part }: UrlFetch): Shell {
  const { proxy, ca } = origin;
  const seconds = Math.ceil(timeoutMs / 1000);
  return lines([
    sh`cat >"$t"/in`,
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

/** What the host is told of an origin, on standard input. */
export function urlRequest({ url, headers = {} }: UrlOrigin): Secret {
  return webRequest({ url, headers: plainHeaders(headers) });
}

/** Where a server cannot go on, or what was there was no part of it, all of it is asked for. */
function byCurl({ ca }: UrlOrigin, seconds: number): Shell {
  // No .curlrc: what it may hold, such as another output file, is not ours to guess.
  const curl = sh`curl -q -g -f -L -# -K "$t"/in --proto =http,https --connect-timeout 20 --speed-limit 1 --speed-time 60 --max-time ${seconds} ${ca === undefined ? sh`` : trustOneCa.curl} "$@" -o "$got"`;
  return sh`set --; [ -z "$go" ] || [ ! -s "$got" ] || set -- -C -
${teed(curl, sh`"$t"/log`)}
if [ $# -gt 0 ] && case $rc in 0) [ "$(sha256sum <"$got" | cut -d ' ' -f 1)" != "$go" ] ;; 22) grep -q ' 416' "$t"/log ;; 33) ;; *) false ;; esac; then
rm -f -- "$got"; set --
${teed(curl, sh`"$t"/log`)}
fi
[ "$rc" = 0 ] || { tr '\r' '\n' <"$t"/log | grep '^curl:' | tail -n 1 >&2; exit 1; }`;
}

function byWget({ ca, headers, url }: UrlOrigin, seconds: number): Shell {
  return sh`if wget --version 2>/dev/null | grep -q GNU; then
${wgetParts}
wget_parts "$t"/in "$t"/of
set -- --config="$t"/of.rc -i "$t"/of.url -nv --tries=1 --timeout=60 --no-hsts ${ca === undefined ? sh`` : trustOneCa.wget}
else
${forBusybox({ ca, headers, url })}
fi
rm -f -- "$got"
if command -v timeout >/dev/null 2>&1; then timeout ${seconds} wget "$@" -O "$got"; else wget "$@" -O "$got"; fi ||
{ rc=$?; rm -f -- "$got"; echo "wget gave no whole file (exit code $rc)" >&2; exit 1; }`;
}

/** That of busybox takes everything on its command line, and believes any server. */
function forBusybox({ ca, headers, url }: Pick<UrlOrigin, 'ca' | 'headers' | 'url'>): Shell {
  if (ca !== undefined) {
    return sh`echo "the wget of this host trusts any server: install curl to have it trust but one CA" >&2; exit 1`;
  }
  if (headers !== undefined) {
    return sh`echo "the wget of this host shows headers to everybody who is on it: install curl" >&2; exit 1`;
  }
  if (new URL(url).password !== '') {
    return sh`echo "the wget of this host shows the password of a URL to everybody who is on it: install curl" >&2; exit 1`;
  }
  return sh`set -- -q ${url}`;
}
