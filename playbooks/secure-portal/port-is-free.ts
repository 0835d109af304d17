import { type Shell, sh, type TaskNode } from 'drover';
import { probe } from 'drover/modules';
import { existingLayouts } from './existing-layouts.ts';
import type { Variables } from './variables.ts';

/** The TLS port may be held by nobody, or by the very server that is to have it. */
export function portIsFree(vars: Variables): TaskNode {
  const { tlsPort } = vars;
  const hexPort = tlsPort.toString(16).toUpperCase().padStart(4, '0');
  return probe(`Port ${tlsPort} is free, or ours`, {
    reads: [`port:${tlsPort}`],
    script: sh`cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -q ${`:${hexPort} [0-9A-F]*:0000 0A`} || exit 0
pid=$(${numberOf(vars)} 2>/dev/null)
holder=$(ss -ltnpH ${`sport = :${tlsPort}`} 2>/dev/null | head -n 1)
case $holder in
  *"pid=$pid,"*) [ -z "$pid" ] || exit 0 ;;
  *pid=*) ;;
  *) grep -Eq ${`^ *Listen ${tlsPort}$`} ${configurationOf(vars)} && kill -0 "$pid" 2>/dev/null && exit 0 ;;
esac
echo "another process listens there: $(echo "$holder" | sed -n 's/.*users:((\(.*\)))/\1/p')"`,
    expect: ({ stdout }) =>
      stdout.trim() === '' ? undefined : `${stdout.trim()}; stop it, or choose another tls_port`,
  });
}

/** Prints the number of the server's main process. */
function numberOf({ portal_route: route, httpdDirectory, existing_layout: layout }: Variables): Shell {
  return route === 'existing'
    ? sh`systemctl show -p MainPID --value ${existingLayouts[layout].unit}`
    : sh`cat ${`${httpdDirectory}/logs/httpd.pid`}`;
}

function configurationOf({
  portal_route: route,
  httpdDirectory,
  existing_layout: layout,
}: Variables): string {
  return route === 'existing' ? existingLayouts[layout].conf : `${httpdDirectory}/conf/httpd.conf`;
}
