import { posix } from 'node:path';
import { type Shell, sh } from '../../core/sh.ts';
import { endOnSignals } from '../shared/end-on-signals.ts';
import { keepFile } from '../shared/keep-file.ts';
import { trustOneCa, wgetParts } from '../shared/web-request.ts';
import type { Desired } from './request.ts';

/**
 * Asks by curl or wget with what stands on its standard input, and prints what came of it: a word, and of an answer
 * the digest, the headers and, each after a NUL, the first MiB of the body. All that it writes is in a directory of its
 * own that is gone afterwards; where `saves`, the body of an answer with the right status is then at `dest`.
 */
export function requestScript(desired: Desired, { saves }: { readonly saves: boolean }): Shell {
  const { request, dest, statusCode } = desired;
  const beside =
    saves && dest !== undefined
      ? sh`mktemp -d ${posix.join(posix.dirname(dest), '.drover.XXXXXXXX')}`
      : sh`mktemp -d`;
  return sh`umask 077; t=$(${beside}) || exit; trap 'rm -rf -- "$t"' EXIT; ${endOnSignals}
${request.ca === undefined ? sh`:` : sh`printf '%s\n' ${request.ca} >"$t/ca" || exit`}
: >"$t/b"; : >"$t/h"; : >"$t/e"
if command -v curl >/dev/null 2>&1; then
curl -q -K - ${curlFlags(desired)} 2>"$t/e"; rc=$?
elif ! command -v wget >/dev/null 2>&1; then echo lacking; exit 0
else cat >"$t/in"
${wgetScript(desired)}
fi
if [ $rc != 0 ]; then echo none; grep '^curl: ' "$t/e" || tail -n 3 -- "$t/e"; exit 0; fi
s=$(sed -n 's/^HTTP\/[0-9.]* \([0-9][0-9][0-9]\).*/\1/p' "$t/h" | tail -n 1)
echo answer; sha256sum <"$t/b" | cut -d ' ' -f 1
${saves && dest !== undefined ? sh`case " "${statusCode.join(' ')}" " in *" $s "*) ${saved(dest)} ;; esac` : sh`:`}
cat -- "$t/h"; printf '\0'; [ ! -f "$t/b" ] || head -c ${contentBytes} -- "$t/b"`;
}

/** So much of an answer is kept. */
const contentBytes = 1024 * 1024;

function curlFlags({ request, method, urlPassword, validateCerts, timeoutMs }: Desired): Shell {
  const certificates = request.ca === undefined ? sh`` : trustOneCa.curl;
  return sh`-s -S -g --proto =http,https -D "$t/h" -o "$t/b" --max-time ${timeoutMs / 1000} ${[
    ...(request.follows ? ['-L', '--max-redirs', '10'] : []),
    ...(validateCerts ? [] : ['-k']),
    ...(method === 'HEAD' ? ['-I'] : []),
    ...(urlPassword === undefined ? [] : ['--basic']),
  ]} ${certificates}`;
}

/** GNU wget says with exit code 8 that the status was one of failure: that is an answer. */
function wgetScript(desired: Desired): Shell {
  const { request, validateCerts, timeoutMs } = desired;
  const seconds = Math.ceil(timeoutMs / 1000);
  const certificates = request.ca === undefined ? sh`` : trustOneCa.wget;
  const flags = [
    ...(request.follows ? [] : ['--max-redirect=0']),
    ...(validateCerts ? [] : ['--no-check-certificate']),
  ];
  return sh`w=; if command -v timeout >/dev/null 2>&1; then w="timeout "${seconds}; fi
${wgetParts}
if wget --version 2>/dev/null | grep -q GNU; then
wget_parts "$t/in" "$t/of"
$w wget --config="$t/of.rc" -i "$t/of.url" -nv -S --content-on-error --tries=1 --no-hsts --timeout=${seconds} ${flags} ${certificates} -o "$t/e" -O "$t/b"; rc=$?
else ${busyboxScript(desired)}
fi
sed -n 's/^  //p' "$t/e" >"$t/h"
if [ -s "$t/h" ] && ! [ $rc = 124 ]; then rc=0; fi`;
}

/** That of busybox takes no method, no body but on its command line, and believes any server. */
function busyboxScript({ request, method, url, followRedirects }: Desired): Shell {
  const isSimple =
    method === 'GET' &&
    request.body === undefined &&
    request.secrets.length === 0 &&
    url.startsWith('http:') &&
    followRedirects !== 'none';
  if (!isSimple) return sh`echo simple; exit 0`;
  const headers = request.headers().flatMap(([name, value]) => ['--header', `${name}: ${value}`]);
  return sh`$w wget -S ${headers} -O "$t/b" -- ${url} 2>"$t/e" </dev/null; rc=$?
sed 's/^.*server returned error: /  /' "$t/e" >"$t/f"; mv -f -- "$t/f" "$t/e"`;
}

/** As it was, or for all to read. */
function saved(dest: string): Shell {
  return sh`{ ${keepFile(dest)}
} && if [ -d ${dest} ]; then echo ${`${dest} is a directory`} >&2; exit 1; fi
if [ -f ${dest} ]; then chown -- "$(stat -L -c %u:%g -- ${dest})" "$t/b"; chmod -- "$(stat -L -c %a -- ${dest})" "$t/b" || exit
else chmod 644 "$t/b"; fi; cp -p -- "$t/b" "$t/n" && mv -f -- "$t/n" ${dest} || exit`;
}
