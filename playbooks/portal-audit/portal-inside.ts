import { defineModule } from 'drover';
import { auditTarget } from './audit-target.ts';
import { insideQuery } from './inside/inside-query.ts';

/** What a portal host says about itself: SuperServer's port, gateway, clients, sandbox. Passwords stay there. */
export const portalInside = defineModule({
  name: 'portalInside',
  summary: 'What a portal host says about its gateway, clients and web server. Changes nothing.',
  params: auditTarget,
  verifies: true,
  desired: (target) => target,
  inspect: insideQuery,
  plan: (): readonly never[] => [],
  describe: (change: never) => change,
  apply: (change: never) => change,
});
