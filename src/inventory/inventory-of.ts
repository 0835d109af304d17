import type { Host, Inventory } from '../core/host.ts';
import { explainVariable } from './explain-variable.ts';
import { referenceFollower } from './follow-references.ts';
import {
  hostVars,
  type Membership,
  magicVars,
  membershipOf,
  ownLayers,
  type VarsSources,
} from './host-vars.ts';
import type { HostNode } from './inventory-graph.ts';
import { isLocalhost } from './localhost.ts';
import type { Roster } from './match-pattern.ts';
import { membersOf } from './members-of.ts';
import { memo } from './memo.ts';
import { plainVars } from './plain-vars.ts';
import { selectHosts } from './select-hosts.ts';
import { splitPattern } from './split-pattern.ts';

type HostMaker = (node: HostNode, membership: Membership) => Host;

/** The hosts of an inventory. Their variables are merged when they are first asked for. */
export function inventoryOf(sources: VarsSources): Inventory {
  const { graph } = sources;
  const make = hostMaker(sources);
  const shared = memo((key) => membershipOf(JSON.parse(key), sources));
  const hosts = new Map(
    [...graph.hosts].map(([name, node]) => [
      name,
      make(node, shared(JSON.stringify(node.groups.toSorted()))),
    ]),
  );
  const localhost = localhostOf(hosts, make, sources);
  const hostsOf = memo((group) => membersOf(group, graph).flatMap((name) => hosts.get(name) ?? []));
  const roster: Roster = { hosts, groupNames: new Set(graph.groups.keys()), hostsOf, localhost };
  return { hosts: hostsOf('all'), select: (pattern) => selectHosts(splitPattern(pattern), roster) };
}

function hostMaker(sources: VarsSources): HostMaker {
  const plain = plainVars();
  const followed = referenceFollower();
  return (node, membership) => {
    let vars: Host['vars'] | undefined;
    const own = () => new Map([...hostVars(node, membership, sources), ...magicVars(node, membership)]);
    const originOf = (name: string) => {
      const layers = [...membership.layers, ...ownLayers(node, sources)];
      return explainVariable(layers, name).at(-1)?.where;
    };
    return {
      name: node.name,
      groups: membership.groups,
      get vars() {
        vars ??= plain(followed(own()), originOf);
        return vars;
      },
      originOf,
    };
  };
}

/** The first local host that the inventory names, or one that is in no group and reached without a connection. */
function localhostOf(
  hosts: ReadonlyMap<string, Host>,
  make: HostMaker,
  sources: VarsSources,
): Roster['localhost'] {
  const [explicit] = [...hosts.values()].filter(({ name }) => isLocalhost(name));
  const membership = { ...membershipOf(['all'], sources), groups: [], groupNames: [] };
  const block = { vars: new Map([['ansible_connection', 'local']]), whereOf: () => 'the implicit localhost' };
  const implicit = memo((name) => make({ name, blocks: [block], groups: [] }, membership));
  return (name) => (isLocalhost(name) ? (explicit ?? implicit(name)) : undefined);
}
