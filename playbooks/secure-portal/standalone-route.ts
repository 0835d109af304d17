import { sh, type TaskNode } from 'drover';
import { command, file, treeSwap } from 'drover/modules';
import { liveConf } from './configuration.ts';
import { portalUnit } from './portal-unit.ts';
import { privateServerRuns, startPrivateServer, stopPrivateServer } from './private-server.ts';
import { serving } from './serving.ts';
import { stopUnit } from './stop-unit.ts';
import { unitFiles } from './unit-files.ts';
import type { Variables } from './variables.ts';
import { webServerSetting } from './web-server-setting.ts';

/** A server of its own beside the instance, which then starts none: the route that survives restarts and upgrades. */
export function standaloneRoute(vars: Variables): readonly TaskNode[] {
  const { httpdDirectory: live, httpdUser, httpdGroup, privateDirectory } = vars;
  const owner = httpdUser === '' ? {} : { owner: httpdUser, group: httpdGroup };
  return [
    treeSwap('The portal server is installed', {
      from: vars.stagedTree,
      path: live,
      stop: stopUnit,
      startOld: sh`systemctl start ${portalUnit.name}`,
    }),
    file('The logs belong to the portal server', {
      path: `${live}/logs`,
      state: 'directory',
      mode: '0750',
      ...owner,
    }),
    liveConf(vars),
    ...unitFiles(vars),
    webServerSetting('The instance starts no web server of its own', {
      instance: vars.instanceWanted,
      value: '0',
      by: vars.startup_setting_by,
      keep: `${vars.beforeDirectory}/web-server`,
    }),
    command('The private web server is stopped', {
      script: stopPrivateServer(vars),
      onlyIf: privateServerRuns(vars),
      undo: startPrivateServer(vars),
      touches: [`file:${privateDirectory}/logs`, `port:${vars.plainPort}`],
    }),
    ...serving(vars),
  ];
}
