import { sh, type TaskNode } from 'drover';
import { copy } from 'drover/modules';
import type { Accounts } from './accounts.ts';
import { portalUnit, portalUnitText, reloadCheck } from './portal-unit.ts';
import { trial } from './trial.ts';
import type { Variables } from './variables.ts';

/** What systemd reads of the portal's server, where it has a unit. */
export function unitFiles(vars: Variables, { server }: Accounts): readonly TaskNode[] {
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
    copy('The unit of the portal server is in place', (scope) => ({
      path: portalUnit.file,
      mode: '0644',
      content: portalUnitText(vars, server(scope)),
    })),
  ];
}
