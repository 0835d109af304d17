import { shortNameOf } from './address.ts';
import type { GroupNode, HostNode, InventoryGraph } from './inventory-graph.ts';
import type { RawVars } from './vars.ts';
import type { VarsBlock } from './vars-block.ts';

/** The group_vars and host_vars that stand in one directory, by name. */
export interface VarsFiles {
  readonly groups: ReadonlyMap<string, readonly VarsBlock[]>;
  readonly hosts: ReadonlyMap<string, readonly VarsBlock[]>;
}

/** All that variables come from; the files in the order of their sources. */
export interface VarsSources {
  readonly graph: InventoryGraph;
  /** Beside the sources of the inventory. */
  readonly files: readonly VarsFiles[];
  /** Beside the playbook. */
  readonly playFiles: readonly VarsFiles[];
  readonly extra: VarsBlock;
}

/** Variables that are set together, and on whose behalf, such as `group web` or `host_vars/web1`. */
export interface Layer {
  readonly of: string;
  readonly block: VarsBlock;
}

/** What hosts of the same groups have in common. */
export interface Membership {
  /** Most general first, `all` left out. */
  readonly groups: readonly string[];
  /** Lowest first. */
  readonly layers: readonly Layer[];
  readonly vars: RawVars;
  /** In alphabetical order. */
  readonly groupNames: readonly string[];
}

/**
 * The variables that come from being in these groups, as Ansible orders them, lowest first: `all` in the inventory,
 * groups in the inventory, group_vars/all and group_vars/* beside the inventory, then those beside the playbook.
 * Among groups: depth, priority, name.
 */
export function membershipOf(groupNames: Iterable<string>, sources: VarsSources): Membership {
  const { graph, files, playFiles } = sources;
  const special = [...closure(groupNames, graph)].filter(({ name }) => name !== 'all').sort(byRank);
  const all = graph.groups.get('all');
  const names = special.map(({ name }) => name);
  const layers = [
    ...layersOf('group all', all?.blocks),
    ...special.flatMap(({ name, blocks }) => layersOf(`group ${name}`, blocks)),
    ...files.flatMap(({ groups }) => layersOf('group_vars/all', groups.get('all'))),
    ...playFiles.flatMap(({ groups }) => layersOf("the playbook's group_vars/all", groups.get('all'))),
    ...files.flatMap(({ groups }) =>
      names.flatMap((name) => layersOf(`group_vars/${name}`, groups.get(name))),
    ),
    ...playFiles.flatMap(({ groups }) =>
      names.flatMap((name) => layersOf(`the playbook's group_vars/${name}`, groups.get(name))),
    ),
  ];
  return { groups: names, layers, vars: mergedVars(layers), groupNames: names.toSorted() };
}

/** What sets variables for one host alone, lowest first. */
export function ownLayers(
  { name, blocks }: HostNode,
  { files, playFiles, extra }: VarsSources,
): readonly Layer[] {
  return [
    ...layersOf(`host ${name}`, blocks),
    ...files.flatMap(({ hosts }) => layersOf(`host_vars/${name}`, hosts.get(name))),
    ...playFiles.flatMap(({ hosts }) => layersOf(`the playbook's host_vars/${name}`, hosts.get(name))),
    { of: 'extra variables', block: extra },
  ];
}

/** All variables of a host but the magic ones. */
export function hostVars(node: HostNode, membership: Membership, sources: VarsSources): RawVars {
  return mergedVars(ownLayers(node, sources), membership.vars);
}

/** What every host knows of itself; nothing overrides it. */
export function magicVars({ name }: HostNode, { groupNames }: Membership): RawVars {
  return new Map<string, unknown>([
    ['inventory_hostname', name],
    ['inventory_hostname_short', shortNameOf(name)],
    ['group_names', groupNames],
  ]);
}

/** The layers as one, where a later one wins. */
export function mergedVars(layers: readonly Layer[], below: RawVars = new Map()): RawVars {
  const merged = new Map(below);
  for (const { block } of layers) for (const [name, value] of block.vars) merged.set(name, value);
  return merged;
}

export function layersOf(of: string, blocks: readonly VarsBlock[] = []): readonly Layer[] {
  return blocks.map((block) => ({ of, block }));
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
