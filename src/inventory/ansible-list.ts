import { hostVars, membershipOf, type VarsSources } from './host-vars.ts';
import { membersOf } from './members-of.ts';
import { memo } from './memo.ts';
import type { RawVars } from './vars.ts';

/** Names that belong to Ansible itself: it never prints them, whoever sets them. */
const internal: ReadonlySet<string> = new Set([
  'ansible_diff_mode',
  'ansible_config_file',
  'ansible_facts',
  'ansible_forks',
  'ansible_inventory_sources',
  'ansible_limit',
  'ansible_playbook_python',
  'ansible_run_tags',
  'ansible_skip_tags',
  'ansible_verbosity',
  'ansible_version',
  'inventory_dir',
  'inventory_file',
  'inventory_hostname',
  'inventory_hostname_short',
  'groups',
  'group_names',
  'omit',
  'playbook_dir',
]);

/** What `ansible-inventory --list` says, as a value: its groups and, by host, the variables. */
export function ansibleList(sources: VarsSources): ReadonlyMap<string, unknown> {
  const { graph } = sources;
  const result = new Map<string, unknown>();
  const walk = (name: string) => {
    if (result.has(name)) return;
    const { hosts = new Set<string>(), children = [] } = graph.groups.get(name) ?? {};
    const group = new Map<string, readonly string[]>();
    if (name !== 'all' && hosts.size > 0) group.set('hosts', [...hosts]);
    if (children.length > 0) group.set('children', children);
    result.set(name, group);
    for (const child of children) walk(child);
  };
  walk('all');
  for (const [name, group] of result) if (group instanceof Map && group.size === 0) result.delete(name);
  const varsOf = ansibleHostVars(sources);
  const byHost = membersOf('all', graph).map((name) => [name, varsOf(name)] as const);
  return result.set('_meta', new Map([['hostvars', new Map(byHost.filter(([, vars]) => vars.size > 0))]]));
}

/** By name, the variables of a host as Ansible prints them: without those of its own. */
export function ansibleHostVars(sources: VarsSources): (host: string) => RawVars {
  const shared = memo((key) => membershipOf(JSON.parse(key), sources));
  return (name) => {
    const node = sources.graph.hosts.get(name);
    if (node === undefined) return new Map();
    return withoutInternal(hostVars(node, shared(JSON.stringify(node.groups.toSorted())), sources));
  };
}

export function withoutInternal(vars: RawVars): RawVars {
  return new Map([...vars].filter(([name]) => !internal.has(name)));
}
