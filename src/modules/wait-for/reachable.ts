import { type Shell, sh } from '../../core/sh.ts';

/**
 * Succeeds where a connection to a port can be opened from the host, within some seconds, and changes nothing. Takes
 * what the host has: nc, bash, curl or the nc of busybox. Exit code 3: none of them.
 */
export function reachable(address: string, port: number): Shell {
  const inBrackets = address.includes(':') ? `[${address}]` : address;
  return sh`has() { command -v "$1" >/dev/null 2>&1; }
nc=; if has nc; then nc=plain; case $(nc -h 2>&1 </dev/null) in *-z*) nc=zero ;; esac; fi
if [ "$nc" = zero ]; then nc -z -w 3 ${address} ${port} </dev/null >/dev/null 2>&1
elif has bash && has timeout; then timeout 3 bash -c ': >"/dev/tcp/$0/$1"' ${address} ${port} 2>/dev/null
elif has curl; then
case $(curl -s -m 3 -o /dev/null -w '%{time_connect}' ${`telnet://${inBrackets}:${port}`} </dev/null 2>/dev/null) in
''|0|0.000000|0,000000) false ;; esac
elif [ "$nc" = plain ] && has timeout; then timeout 4 nc -w 2 ${address} ${port} </dev/null >/dev/null 2>&1; [ $? -ne 1 ]
else exit 3; fi`;
}
