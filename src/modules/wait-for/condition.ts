import { type Shell, sh } from '../../core/sh.ts';
import type { Awaited } from './params.ts';
import { reachable } from './reachable.ts';

/** Succeeds where what is waited for is so. Exit code 3: the host cannot tell; 4: the pattern is none. */
export function condition({ port, address, path, contains, state }: Awaited): Shell {
  if (port !== undefined) {
    const open = address === undefined ? connections(port, '0A') : reachable(address, port);
    if (state === 'drained') return not(connections(port, '0[1-6]'));
    return state === 'closed' ? not(open) : open;
  }
  const there = sh`[ -e ${path ?? ''} ] || [ -L ${path ?? ''} ]`;
  if (contains !== undefined) {
    return sh`grep -E -e ${contains} </dev/null >/dev/null 2>&1; [ $? -le 1 ] || exit 4
grep -E -q -e ${contains} -- ${path ?? ''} 2>/dev/null`;
  }
  return state === 'absent' ? not(there) : there;
}

/** Whether the host has connections of its own port in a state, as the kernel numbers them: 0A is listening. */
function connections(port: number, states: string): Shell {
  const local = port.toString(16).toUpperCase().padStart(4, '0');
  const pattern = `^ *[0-9]+: [0-9A-F]+:${local} [0-9A-F]+:[0-9A-F]+ ${states} `;
  return sh`[ -r /proc/net/tcp ] || exit 3
cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -E -e ${pattern} >/dev/null`;
}

function not(script: Shell): Shell {
  return sh`( ${script}
); case $? in 0) false ;; 3) exit 3 ;; *) : ;; esac`;
}
