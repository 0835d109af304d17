import { closestName } from '../core/closest-name.ts';
import { NothingMatchedError } from '../core/errors.ts';
import { type Layer, magicVars, membershipOf, ownLayers, type VarsSources } from './host-vars.ts';

/** All that sets variables for a host, lowest first. Throws a NothingMatchedError for a host that the inventory does not have. */
export function layersOfHost(name: string, sources: VarsSources): readonly Layer[] {
  const { hosts } = sources.graph;
  const node = hosts.get(name);
  if (node === undefined) {
    const meant = closestName(name, hosts.keys());
    throw new NothingMatchedError(`The inventory has no host "${name}"`, {
      hint: meant === undefined ? 'Compare `drover inventory list`.' : `Did you mean "${meant}"?`,
    });
  }
  const membership = membershipOf(node.groups, sources);
  const own = { vars: magicVars(node, membership), whereOf: () => 'by itself' };
  return [...membership.layers, ...ownLayers(node, sources), { of: 'every host', block: own }];
}
