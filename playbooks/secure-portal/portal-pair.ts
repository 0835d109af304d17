import { type Shell, sh, type TaskNode } from 'drover';
import { trialOf } from './configuration.ts';
import { pairInUse } from './pair-in-use.ts';
import type { Variables } from './variables.ts';

/** The issued pair is tried out with the configuration that will read it, while what serves still does. */
export function portalPair(
  vars: Variables,
  { tree, conf }: { readonly tree: string; readonly conf: string },
): TaskNode {
  // A server that is there already has ports of others in its configuration: there is no start beside it.
  const test: Shell = vars.portal_route === 'existing' ? sh`:` : trialOf(vars, tree, sh`${conf}`);
  return pairInUse('The portal server has a pair that was tried out', {
    certificate: vars.certificateFile,
    key: vars.keyFile,
    link: vars.pairInUse,
    test,
  });
}
