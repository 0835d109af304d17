import { type TaskNode, transaction } from 'drover';
import type { Accounts } from './accounts.ts';
import type { Certificate } from './certificate.ts';
import { existingRoute } from './existing-route.ts';
import { portalPair } from './portal-pair.ts';
import { privateRoute } from './private-route.ts';
import { probes } from './probes.ts';
import { standaloneRoute } from './standalone-route.ts';
import type { Variables } from './variables.ts';

/**
 * The portal is served over TLS: by the server of the chosen route, and looked at from outside. When any of it fails,
 * what was changed is taken back, and what served before serves again.
 */
export function swap(vars: Variables, certificate: Certificate, who: Accounts): TaskNode {
  const pair = portalPair(vars, { tree: vars.stagedTree, conf: vars.stagedConf });
  return transaction('Swap', [pair, ...routeOf(vars, who), probes(vars, certificate)], { tags: ['swap'] });
}

function routeOf(vars: Variables, who: Accounts): readonly TaskNode[] {
  switch (vars.portal_route) {
    case 'private':
      return privateRoute(vars, who);
    case 'standalone':
      return standaloneRoute(vars, who);
    case 'existing':
      return existingRoute(vars);
  }
}
