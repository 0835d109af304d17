import { sh, type TaskNode, transaction } from 'drover';
import { probe, service } from 'drover/modules';
import { byPidFile } from './by-pid-file.ts';
import type { Certificate } from './certificate.ts';
import { existingLayouts } from './existing-layouts.ts';
import { portalPair } from './portal-pair.ts';
import { portalUnit } from './portal-unit.ts';
import { probes } from './probes.ts';
import type { Variables } from './variables.ts';

/** Says so where there is no secured portal whose certificate could be renewed. */
export function isSecured({ pairInUse: pair }: Variables): TaskNode {
  return probe('The portal was secured', {
    reads: [`file:${pair}`],
    script: sh`[ -e ${`${pair}/certificate.pem`} ] || echo no`,
    expect: ({ stdout }) =>
      stdout.trim() === ''
        ? undefined
        : `there is no ${pair}: run secure-portal first, with the same variables`,
  });
}

/** A renewed pair is tried out with the configuration that serves, read by a graceful reload, and seen from outside. */
export function renewal(vars: Variables, certificate: Certificate): TaskNode {
  const tree = vars.httpdDirectory;
  const pair = portalPair(vars, { tree, conf: `${tree}/conf/httpd.conf` });
  return transaction('Renewal', [pair, reading(vars), probes(vars, certificate)], { tags: ['renewal'] });
}

function reading(vars: Variables): TaskNode {
  const { portal_route: route, pairInUse, service_manager: by } = vars;
  const name = 'The portal server has read its pair';
  if (by === 'pidfile') {
    return service(name, { name: 'httpd', manager: byPidFile(vars), restartAfter: [pairInUse] });
  }
  const unit = route === 'existing' ? existingLayouts[vars.existing_layout].unit : portalUnit.name;
  return service(name, { name: unit, reloadAfter: [pairInUse] });
}
