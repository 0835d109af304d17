import { sh, type TaskNode } from 'drover';
import { command, file, treeSwap } from 'drover/modules';
import type { Account, Accounts } from './accounts.ts';
import { liveConf } from './configuration.ts';
import { portalUnit } from './portal-unit.ts';
import { privateServerRuns, startPrivateServer, stopPrivateServer } from './private-server.ts';
import { serving } from './serving.ts';
import { stopUnit } from './stop-unit.ts';
import { unitFiles } from './unit-files.ts';
import type { Variables } from './variables.ts';
import { webServerSetting } from './web-server-setting.ts';

/** A server of its own beside the instance, which then starts none: the route that survives restarts and upgrades. */
export function standaloneRoute(vars: Variables, who: Accounts): readonly TaskNode[] {
  const { httpdDirectory: live, privateDirectory } = vars;
  return [
    treeSwap('The portal server is installed', {
      from: vars.stagedTree,
      path: live,
      stop: stopUnit,
      startOld: sh`systemctl start ${portalUnit.name}`,
    }),
    file('The logs belong to the portal server', (scope) => ({
      path: `${live}/logs`,
      state: 'directory',
      mode: '0750',
      ...ownerOf(who.server(scope)),
    })),
    liveConf(vars, who),
    ...unitFiles(vars, who),
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

function ownerOf({ user, group }: Account): { readonly owner?: string; readonly group?: string } {
  return user === '' ? {} : { owner: user, group };
}
