import { sh, type TaskNode, transaction } from 'drover';
import type { Certificate } from './certificate.ts';
import { trialOf } from './configuration.ts';
import { existingRoute } from './existing-route.ts';
import { pairInUse } from './pair-in-use.ts';
import { privateRoute } from './private-route.ts';
import { probes } from './probes.ts';
import { standaloneRoute } from './standalone-route.ts';
import type { Variables } from './variables.ts';

/**
 * The portal is served over TLS: by the server of the chosen route, and looked at from outside. When any of it fails,
 * what was changed is taken back, and what served before serves again.
 */
export function swap(vars: Variables, certificate: Certificate): TaskNode {
  return transaction('Swap', [pairTask(vars), ...routeOf(vars), probes(vars, certificate)], {
    tags: ['swap'],
  });
}

/** The issued pair is tried out with the configuration that will read it, while what serves still does. */
function pairTask(vars: Variables): TaskNode {
  return pairInUse('The portal server has a pair that was tried out', {
    certificate: vars.certificateFile,
    key: vars.keyFile,
    link: vars.pairInUse,
    test: vars.portal_route === 'existing' ? sh`:` : trialOf(vars, vars.stagedTree, sh`${vars.stagedConf}`),
  });
}

function routeOf(vars: Variables): readonly TaskNode[] {
  switch (vars.portal_route) {
    case 'private':
      return privateRoute(vars);
    case 'standalone':
      return standaloneRoute(vars);
    case 'existing':
      return existingRoute(vars);
  }
}
