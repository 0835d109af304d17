import { type Shell, sh, type TaskNode } from 'drover';
import { copy, service } from 'drover/modules';
import { commandLineOf } from './configuration.ts';
import { portalUnit, portalUnitText, reloadCheck } from './portal-unit.ts';
import { trial } from './trial.ts';
import type { Variables } from './variables.ts';

/** What systemd reads of the portal's server, where it has a unit. */
export function unitFiles(vars: Variables): readonly TaskNode[] {
  if (vars.service_manager === 'pidfile') return [];
  const { httpdDirectory: tree, pairInUse: pair } = vars;
  const conf = sh`${`${tree}/conf/httpd.conf`}`;
  const test = trial({
    tree,
    conf,
    certificate: `${pair}/certificate.pem`,
    key: `${pair}/key.pem`,
    words: [],
  });
  return [
    copy('A reload of the portal server is checked first', {
      path: reloadCheck(vars),
      mode: '0755',
      content: `#!/bin/sh\n# Written by drover (playbooks/secure-portal.ts): fails where a reload would end the server.\n${test.text}\n`,
    }),
    copy('The unit of the portal server is in place', {
      path: portalUnit.file,
      mode: '0644',
      content: portalUnitText(vars),
    }),
  ];
}

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

/** How the server runs where there is no unit: started as the instance does it. */
export function byPidFile(vars: Variables) {
  const { httpdDirectory: live } = vars;
  return {
    is: 'pidfile' as const,
    pidFile: `${live}/logs/httpd.pid`,
    start: [`${live}/bin/httpd`, '-d', live, ...commandLineOf(vars)],
    errorLog: `${live}/logs/error.log`,
  };
}

/** Ends what our unit runs; no failure when there is no such unit. */
export const stopUnit: Shell = sh`if systemctl -q is-active ${portalUnit.name} 2>/dev/null; then systemctl stop ${portalUnit.name} || exit; fi`;
