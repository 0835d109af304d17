import type { Declaration } from './declaration.ts';
import { groupDepths } from './group-depths.ts';
import type { VarsBlock } from './vars-block.ts';

/** A group with what the sources say directly of it. */
export interface GroupNode {
  readonly name: string;
  /** How many groups are above it, on the longest way to `all`. */
  readonly depth: number;
  readonly priority: number;
  /** In the order of the sources; a later one wins. */
  readonly blocks: readonly VarsBlock[];
  readonly hosts: ReadonlySet<string>;
  readonly children: readonly string[];
  readonly parents: readonly string[];
}

/** A host with what the sources say directly of it. */
export interface HostNode {
  readonly name: string;
  /** In the order of the sources; a later one wins. */
  readonly blocks: readonly VarsBlock[];
  readonly groups: readonly string[];
}

/** Groups and hosts in the order in which they were first named. */
export interface InventoryGraph {
  readonly groups: ReadonlyMap<string, GroupNode>;
  readonly hosts: ReadonlyMap<string, HostNode>;
}

interface GroupDraft {
  readonly hosts: Set<string>;
  readonly children: Set<string>;
  /** Each with the place that says so. */
  readonly parents: Map<string, () => string>;
  readonly blocks: VarsBlock[];
  priority: number;
}

interface HostDraft {
  readonly groups: Set<string>;
  readonly blocks: VarsBlock[];
}

interface Draft {
  readonly groups: Map<string, GroupDraft>;
  readonly hosts: Map<string, HostDraft>;
}

/** Puts all that the sources say together; what is said later wins. Throws a DefinitionError for a cycle of groups. */
export function inventoryGraph(declarations: Iterable<Declaration>): InventoryGraph {
  const draft: Draft = { groups: new Map(), hosts: new Map() };
  addChild(draft, 'all', 'ungrouped');
  for (const declaration of declarations) declare(draft, declaration);
  for (const [name, group] of draft.groups) {
    if (name !== 'all' && group.parents.size === 0) addChild(draft, 'all', name);
  }
  settleUngrouped(draft);
  const depths = groupDepths(new Map([...draft.groups].map(([name, group]) => [name, group.parents])));
  return {
    groups: new Map(
      [...draft.groups].map(([name, { hosts, children, parents, blocks, priority }]) => {
        const edges = { children: [...children], parents: [...parents.keys()] };
        return [name, { name, depth: depths.get(name) ?? 0, priority, blocks, hosts, ...edges }];
      }),
    ),
    hosts: new Map(
      [...draft.hosts].map(([name, { blocks, groups }]) => [name, { name, blocks, groups: [...groups] }]),
    ),
  };
}

function declare(draft: Draft, declaration: Declaration): void {
  switch (declaration.is) {
    case 'group':
      groupIn(draft, declaration.group);
      return;
    case 'vars': {
      const group = groupIn(draft, declaration.group);
      group.blocks.push(declaration.block);
      group.priority = declaration.priority ?? group.priority;
      return;
    }
    case 'child':
      addChild(draft, declaration.group, declaration.child, declaration.where);
      return;
    case 'hosts':
      groupIn(draft, declaration.group);
      for (const name of declaration.names) addHost(draft, name, declaration);
      return;
    case 'host-vars':
      draft.hosts.get(declaration.host)?.blocks.push(declaration.block);
      return;
  }
}

function groupIn({ groups }: Draft, name: string): GroupDraft {
  const known = groups.get(name);
  if (known !== undefined) return known;
  const group = {
    hosts: new Set<string>(),
    children: new Set<string>(),
    parents: new Map<string, () => string>(),
    blocks: [],
    priority: 1,
  };
  groups.set(name, group);
  return group;
}

function addChild(draft: Draft, parent: string, child: string, where = () => parent): void {
  groupIn(draft, parent).children.add(child);
  const { parents } = groupIn(draft, child);
  if (!parents.has(parent)) parents.set(parent, where);
}

/** The port counts only where the host is named first, as in Ansible. */
function addHost(draft: Draft, name: string, from: Extract<Declaration, { is: 'hosts' }>): void {
  const known = draft.hosts.get(name);
  if (known !== undefined && from.onlyNew) return;
  const host = known ?? { groups: new Set<string>(), blocks: [] };
  if (known === undefined && from.port !== undefined) host.blocks.push(portBlock(from.port, from.block));
  if (from.block.vars.size > 0) host.blocks.push(from.block);
  host.groups.add(from.group);
  groupIn(draft, from.group).hosts.add(name);
  draft.hosts.set(name, host);
}

function portBlock(port: number, { whereOf }: VarsBlock): VarsBlock {
  return { vars: new Map([['ansible_port', port]]), whereOf };
}

/** `ungrouped` holds the hosts that are in no other group but `all`. */
function settleUngrouped(draft: Draft): void {
  const ungrouped = groupIn(draft, 'ungrouped');
  for (const [name, { groups }] of draft.hosts) {
    const elsewhere = [...groups].some((group) => group !== 'all' && group !== 'ungrouped');
    if (elsewhere && groups.delete('ungrouped')) ungrouped.hosts.delete(name);
    if (elsewhere || groups.has('ungrouped')) continue;
    groups.add('ungrouped');
    ungrouped.hosts.add(name);
  }
}
