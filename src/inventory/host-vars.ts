import { shortNameOf } from './address.ts';
import type { GroupNode, HostNode, InventoryGraph } from './inventory-graph.ts';
import type { Vars } from './vars.ts';

/** The group_vars and host_vars that stand beside one source, by name. */
export interface VarsFiles {
  readonly groups: ReadonlyMap<string, Vars>;
  readonly hosts: ReadonlyMap<string, Vars>;
}

/** All that variables come from; the files in the order of their sources. */
export interface VarsSources {
  readonly graph: InventoryGraph;
  readonly files: readonly VarsFiles[];
  readonly extraVars: Vars;
}

/** What hosts of the same groups have in common. */
export interface Membership {
  /** Most general first, `all` left out. */
  readonly groups: readonly string[];
  readonly vars: Vars;
  /** In alphabetical order. */
  readonly groupNames: readonly string[];
}

/**
 * The variables that come from being in these groups, as Ansible orders them, lowest first: `all` in the inventory,
 * groups in the inventory, group_vars/all, group_vars/*. Among groups: depth, priority, name.
 */
export function membershipOf(
  groupNames: Iterable<string>,
  { graph, files }: Omit<VarsSources, 'extraVars'>,
): Membership {
  const groups = [...closure(groupNames, graph)].sort(byRank);
  const special = groups.filter(({ name }) => name !== 'all');
  const names = special.map(({ name }) => name);
  const layers = [
    graph.groups.get('all')?.vars,
    ...special.map(({ vars }) => vars),
    ...files.map((file) => file.groups.get('all')),
    ...files.flatMap((file) => names.map((name) => file.groups.get(name))),
  ];
  return { groups: names, vars: merged(layers), groupNames: names.toSorted() };
}

/** All variables of a host: those of its groups, its own, host_vars, extra variables, and the magic ones on top. */
export function hostVars(
  { name, vars }: HostNode,
  membership: Membership,
  { files, extraVars }: VarsSources,
): Vars {
  const layers = [membership.vars, vars, ...files.map((file) => file.hosts.get(name)), extraVars];
  return {
    ...merged(layers),
    inventory_hostname: name,
    inventory_hostname_short: shortNameOf(name),
    group_names: membership.groupNames,
  };
}

function merged(layers: readonly (Vars | undefined)[]): Vars {
  return Object.fromEntries(layers.flatMap((layer) => (layer === undefined ? [] : Object.entries(layer))));
}

/** The groups and all that are above them. */
function closure(names: Iterable<string>, { groups }: InventoryGraph): ReadonlySet<GroupNode> {
  const found = new Set<GroupNode>();
  const left = [...names];
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const group = groups.get(name);
    if (group === undefined || found.has(group)) continue;
    found.add(group);
    left.push(...group.parents);
  }
  return found;
}

function byRank(one: GroupNode, other: GroupNode): number {
  return one.depth - other.depth || one.priority - other.priority || (one.name < other.name ? -1 : 1);
}
