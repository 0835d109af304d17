import type { Host, Inventory } from '../core/host.ts';
import { hostVars, type Membership, membershipOf, type VarsSources } from './host-vars.ts';
import type { HostNode, InventoryGraph } from './inventory-graph.ts';
import { isLocalhost } from './localhost.ts';
import type { Roster } from './match-pattern.ts';
import { selectHosts } from './select-hosts.ts';
import { splitPattern } from './split-pattern.ts';

/** The hosts of an inventory. Their variables are merged when they are first asked for. */
export function inventoryOf(sources: VarsSources): Inventory {
  const { graph } = sources;
  const shared = new Map<string, Membership>();
  const hosts = new Map([...graph.hosts].map(([name, node]) => [name, hostOf(node, sources, shared)]));
  const localhost = localhostOf(hosts, sources);
  const hostsOf = memo((group) => membersOf(group, graph).flatMap((name) => hosts.get(name) ?? []));
  const roster: Roster = { hosts, groupNames: new Set(graph.groups.keys()), hostsOf, localhost };
  return { hosts: hostsOf('all'), select: (pattern) => selectHosts(splitPattern(pattern), roster) };
}

function hostOf(node: HostNode, sources: VarsSources, shared: Map<string, Membership>): Host {
  const key = JSON.stringify(node.groups.toSorted());
  const membership = shared.get(key) ?? membershipOf(node.groups, sources);
  shared.set(key, membership);
  let vars: Host['vars'] | undefined;
  return {
    name: node.name,
    groups: membership.groups,
    get vars() {
      vars ??= hostVars(node, membership, sources);
      return vars;
    },
  };
}

/** The first local host that the inventory names, or one that is in no group and reached without a connection. */
function localhostOf(hosts: ReadonlyMap<string, Host>, sources: VarsSources): Roster['localhost'] {
  const [explicit] = [...hosts.values()].filter(({ name }) => isLocalhost(name));
  const membership = { ...membershipOf(['all'], sources), groups: [], groupNames: [] };
  const implicit = memo((name) => {
    const node = { name, vars: { ansible_connection: 'local' }, groups: [] };
    return { name, groups: [], vars: hostVars(node, membership, sources) };
  });
  return (name) => (isLocalhost(name) ? (explicit ?? implicit(name)) : undefined);
}

/** The hosts of a group and then of the groups below it, level by level. */
function membersOf(group: string, { groups }: InventoryGraph): readonly string[] {
  const below = new Set([group]);
  // A Set is walked in the order of adding, and what is added on the way is still walked.
  for (const name of below) for (const child of groups.get(name)?.children ?? []) below.add(child);
  return [...new Set([...below].flatMap((name) => [...(groups.get(name)?.hosts ?? [])]))];
}

function memo<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
