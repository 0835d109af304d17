import { posix } from 'node:path';
import { type Scope, sh, type TaskNode, transaction, type Work } from 'drover';
import { command, file, httpProbe, probe, service } from 'drover/modules';
import { bracketed } from './bracketed.ts';
import { byPidFile } from './by-pid-file.ts';
import { existingLayouts } from './existing-layouts.ts';
import { gatewayBack } from './gateway-back.ts';
import { oldTree } from './old-tree.ts';
import { portalUnit } from './portal-unit.ts';
import { privateServerRuns, startPrivateServer, stopPrivateServer } from './private-server.ts';
import type { PlainRoll } from './superserver/plain-roll.ts';
import { superServerSettings } from './superserver/superserver-settings.ts';
import type { Variables } from './variables.ts';
import { webServerSetting } from './web-server-setting.ts';

/**
 * The way back from a secured portal and gateway, of which all or nothing is done; nothing at all where neither was secured.
 * Certificates and the built server stay.
 */
export function unsecured(vars: Variables, roll: PlainRoll): Work {
  const found = whatWasSecured(vars);
  const isSecured = (scope: Scope) => scope.state(found).stdout.trim() !== '';
  const gateway = gatewayBack(superServerSettings(vars));
  const tasks = [...wayBack(vars), ...gateway.nodes, plainProbe(vars), ...forgotten(vars)];
  return {
    tasks: [found, transaction('Unsecure', tasks, { tags: ['swap', 'gateway'], when: isSecured })],
    report: (scope) => {
      // The play that follows looks at the host anew, and knows nothing of what a check has foreseen.
      if (scope.check && isSecured(scope) && gateway.isChanged(scope)) roll.foresee(scope.host.name);
      return isSecured(scope)
        ? []
        : ['Nothing of portal and gateway was secured here: nothing was put back.'];
    },
  };
}

/** What the way forward leaves behind, a line each. */
function whatWasSecured(vars: Variables) {
  const { httpdDirectory: live, beforeDirectory: before } = vars;
  const left =
    vars.portal_route === 'existing'
      ? [existingLayouts[vars.existing_layout].conf]
      : [portalUnit.file, `${live}/.drover-swapped`, `${before}/web-server`];
  return probe(
    'What was secured is known',
    {
      script: sh`for path in ${[...left, `${before}/CSP.ini`]}; do [ ! -e "$path" ] || printf '%s\n' "$path"; done`,
      reads: 'everything',
    },
    { tags: ['swap', 'gateway'] },
  );
}

/** Noted again when it is secured again. */
function forgotten({ beforeDirectory }: Variables): readonly TaskNode[] {
  const path = `${beforeDirectory}/web-server`;
  return [file(`${path} is gone`, { path, state: 'absent' })];
}

function wayBack(vars: Variables): readonly TaskNode[] {
  switch (vars.portal_route) {
    case 'private':
      return [stopped(vars), oldTree(vars), ...unitIsGone(vars), privateServer(vars, sh`:`)];
    case 'standalone': {
      const kept = `${vars.beforeDirectory}/web-server`;
      return [
        stopped(vars),
        webServerSetting('The instance starts a web server as it did', {
          instance: vars.instanceWanted,
          value: 'kept',
          by: vars.startup_setting_by,
          keep: kept,
        }),
        ...unitIsGone(vars),
        privateServer(vars, sh`[ "$(cat ${kept} 2>/dev/null)" = 1 ]`),
      ];
    }
    case 'existing': {
      const { conf, unit } = existingLayouts[vars.existing_layout];
      return [
        file('The configuration of the portal is gone', { path: conf, state: 'absent' }),
        service('The web server has read its settings', { name: unit, reloadAfter: [posix.dirname(conf)] }),
      ];
    }
  }
}

function stopped(vars: Variables): TaskNode {
  const name = 'The portal server is stopped';
  if (vars.service_manager === 'systemd') {
    const manager = { is: 'systemd' as const, enabled: false };
    return service(name, { name: portalUnit.name, state: 'stopped', manager });
  }
  // The old server would have the same pid file: it is stopped only where it is ours.
  return command(name, {
    script: stopPrivateServer(vars),
    onlyIf: sh`[ -s ${`${vars.httpdDirectory}/.drover-swapped`} ]`,
    undo: sh`setsid ${byPidFile(vars).start} </dev/null >/dev/null 2>&1`,
    touches: [`file:${vars.httpdDirectory}/logs`, `port:${vars.plainPort}`],
  });
}

function unitIsGone({ service_manager: by }: Variables): readonly TaskNode[] {
  return by === 'pidfile'
    ? []
    : [file('The unit of the portal server is gone', { path: portalUnit.file, state: 'absent' })];
}

/** `wanted` succeeds where the instance had a server of its own. */
function privateServer(vars: Variables, wanted: ReturnType<typeof sh>): TaskNode {
  return command('The private web server runs', {
    script: startPrivateServer(vars),
    onlyIf: sh`( ${wanted} ) && ! ( ${privateServerRuns(vars)}
)`,
    undo: stopPrivateServer(vars),
    touches: [`file:${vars.privateDirectory}/logs`, `port:${vars.plainPort}`],
  });
}

function plainProbe({
  publicName,
  address,
  plainPort,
  portal_path: path,
  portal_text: text,
}: Variables): TaskNode {
  return httpProbe('The portal answers over plain HTTP', {
    url: `http://${bracketed(publicName)}:${plainPort}${path}`,
    address,
    expect: { status: 200, bodyIncludes: text },
  });
}
