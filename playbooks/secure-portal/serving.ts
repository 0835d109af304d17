import type { TaskNode } from 'drover';
import { service } from 'drover/modules';
import { byPidFile } from './by-pid-file.ts';
import { portalUnit } from './portal-unit.ts';
import type { Variables } from './variables.ts';

/** The server runs: restarted for a new program, and by a graceful reload for new settings or a new pair. */
export function serving(vars: Variables): readonly TaskNode[] {
  const { httpdDirectory: live, pairInUse, gatewayDirectory } = vars;
  const settings = [`${live}/conf/httpd.conf`, pairInUse];
  const programs = [`${live}/bin/httpd`, `${gatewayDirectory}/CSPa24.so`];
  const name = 'The portal server runs';
  if (vars.service_manager === 'systemd') {
    const { name: unit, file } = portalUnit;
    const manager = { is: 'systemd' as const, enabled: true };
    return [service(name, { name: unit, manager, restartAfter: [...programs, file], reloadAfter: settings })];
  }
  return [
    service(name, { name: 'httpd', manager: byPidFile(vars), restartAfter: [...programs, ...settings] }),
  ];
}
