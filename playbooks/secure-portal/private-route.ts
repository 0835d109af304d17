import { type Shell, sh, type TaskNode } from 'drover';
import { treeSwap } from 'drover/modules';
import type { Accounts } from './accounts.ts';
import { liveConf } from './configuration.ts';
import { portalUnit } from './portal-unit.ts';
import { startPrivateServer, stopPrivateServer } from './private-server.ts';
import { serving } from './serving.ts';
import { stopUnit } from './stop-unit.ts';
import { unitFiles } from './unit-files.ts';
import type { Variables } from './variables.ts';

/** The new server takes the place of the instance's own: stop and wait, keep the old tree, put the new one, start. */
export function privateRoute(vars: Variables, who: Accounts): readonly TaskNode[] {
  return [
    treeSwap('The new server is in place of the old one', {
      from: vars.stagedTree,
      path: vars.httpdDirectory,
      stop: stopScript(vars),
      startOld: startOldScript(vars),
    }),
    liveConf(vars, who),
    ...unitFiles(vars, who),
    ...serving(vars),
  ];
}

function stopScript(vars: Variables): Shell {
  return sh`${vars.service_manager === 'systemd' ? stopUnit : sh`:`}
${stopPrivateServer(vars)}`;
}

function startOldScript(vars: Variables): Shell {
  const { name, file } = portalUnit;
  const byUnit = sh`if [ -e ${file} ]; then systemctl daemon-reload; systemctl start ${name}; exit; fi`;
  return sh`${vars.service_manager === 'systemd' ? byUnit : sh`:`}
${startPrivateServer(vars)}`;
}
