import { DefinitionError } from '../core/errors.ts';
import type { Declaration, Where } from './declaration.ts';
import { entriesOf, kindOf } from './entries.ts';
import { groupNameProblem } from './group-name.ts';
import type { RawVars } from './vars.ts';
import type { VarsBlock } from './vars-block.ts';

/** What an executable inventory answered to `--list`. */
export interface ScriptAnswer {
  readonly declarations: readonly Declaration[];
  readonly hosts: readonly string[];
  /** By host; absent when the executable wants to be asked for each host. */
  readonly hostVars: ((host: string) => VarsBlock) | undefined;
}

/** Reads the JSON of a dynamic inventory. Throws a DefinitionError, with its place, for what has another shape. */
export function scriptDeclarations(content: unknown, where: Where): ScriptAnswer {
  const groups = mappingOf(content, where, []);
  const hosts = new Set<string>();
  const declarations = [...groups].flatMap(([name, group]) => {
    if (name === '_meta') return [];
    const declared = groupOf(name, group, where);
    for (const one of declared) if (one.is === 'hosts') for (const host of one.names) hosts.add(host);
    return declared;
  });
  return { declarations, hosts: [...hosts], hostVars: hostVarsOf(groups.get('_meta'), where) };
}

function hostVarsOf(meta: unknown, where: Where): ScriptAnswer['hostVars'] {
  if (meta === undefined || meta === null) return undefined;
  const all = mappingOf(meta, where, ['_meta']).get('hostvars');
  if (all === undefined) return undefined;
  const byHost = mappingOf(all, where, ['_meta', 'hostvars']);
  return (host) => {
    const path = ['_meta', 'hostvars', host];
    const vars = byHost.has(host) ? mappingOf(byHost.get(host), where, path) : new Map<string, unknown>();
    return { vars, whereOf: (name) => where([...path, name]) };
  };
}

function groupOf(group: string, content: unknown, where: Where): readonly Declaration[] {
  const problem = groupNameProblem(group);
  if (problem !== undefined) throw wrong(where, [group], problem);
  const sections = sectionsOf(group, content);
  return [
    { is: 'group', group },
    ...hostsOf(group, sections, where),
    ...varsOf(group, sections, where),
    ...childrenOf(group, sections, where),
  ];
}

/** A list is that of the hosts; a mapping without sections holds the variables of a host of the same name. */
function sectionsOf(group: string, content: unknown): RawVars {
  if (!(content instanceof Map)) return new Map([['hosts', content]]);
  if (['hosts', 'vars', 'children'].some((section) => content.has(section))) return content;
  return new Map<string, unknown>([
    ['hosts', [group]],
    ['vars', content],
  ]);
}

function hostsOf(group: string, sections: RawVars, where: Where): readonly Declaration[] {
  if (!sections.has('hosts')) return [];
  const path = [group, 'hosts'];
  const block = { vars: new Map(), whereOf: () => where(path) };
  const names = namesOf(sections.get('hosts'), where, path);
  return [{ is: 'hosts', group, names, port: undefined, block }];
}

function varsOf(group: string, sections: RawVars, where: Where): readonly Declaration[] {
  if (!sections.has('vars')) return [];
  const path = [group, 'vars'];
  const { ansible_group_priority: priority, ...rest } = Object.fromEntries(
    mappingOf(sections.get('vars'), where, path),
  );
  const given = priority === undefined ? undefined : Number(priority);
  if (given !== undefined && !Number.isInteger(given)) {
    throw wrong(where, [...path, 'ansible_group_priority'], 'ansible_group_priority is not a whole number');
  }
  const block = { vars: new Map(Object.entries(rest)), whereOf: (name: string) => where([...path, name]) };
  return [{ is: 'vars', group, block, priority: given }];
}

function childrenOf(group: string, sections: RawVars, where: Where): readonly Declaration[] {
  if (!sections.has('children')) return [];
  const path = [group, 'children'];
  const children = sections.get('children');
  // As in Ansible, the names in a mapping count too.
  return namesOf(children instanceof Map ? [...children.keys()] : children, where, path).flatMap(
    (child): readonly Declaration[] => [
      { is: 'group', group: child },
      { is: 'child', group, child, where: () => where(path) },
    ],
  );
}

function namesOf(value: unknown, where: Where, path: readonly unknown[]): readonly string[] {
  if (!Array.isArray(value)) throw wrong(where, path, `there is ${kindOf(value)}, not a list of names`);
  const items: readonly unknown[] = value;
  return items.map((name) => {
    if (typeof name === 'string' && name !== '') return name;
    throw wrong(where, path, `the name ${JSON.stringify(name)} is not text`);
  });
}

function mappingOf(value: unknown, where: Where, path: readonly unknown[]): RawVars {
  const entries = entriesOf(value);
  if (entries !== undefined) return new Map(entries.map(([key, inner]) => [String(key), inner]));
  throw wrong(where, path, `there is ${kindOf(value)}, not an object`);
}

function wrong(where: Where, path: readonly unknown[], what: string): DefinitionError {
  const within = path.length === 0 ? '' : ` (${path.join(' › ')})`;
  return new DefinitionError(`${where(path)}: ${what}${within}`, {
    hint: 'An executable answers --list with {"group": {"hosts": [], "vars": {}, "children": []}, "_meta": {"hostvars": {}}}.',
  });
}
