import { DefinitionError } from '../core/errors.ts';
import type { Declaration, Where } from './declaration.ts';
import { entriesOf, kindOf } from './entries.ts';
import { type ExpandedHosts, expandHosts } from './expand-hosts.ts';
import { groupNameProblem } from './group-name.ts';
import type { RawVars } from './vars.ts';
import type { VarsBlock } from './vars-block.ts';

interface Place {
  readonly where: Where;
  readonly path: readonly unknown[];
  /** The groups around this one, outermost first. */
  readonly within: readonly string[];
}

type Entries = NonNullable<ReturnType<typeof entriesOf>>;

const sections = ['hosts', 'vars', 'children'];

const pluginHint = {
  hint: 'Give an executable that prints the inventory as JSON, or a TypeScript module that returns the groups.',
};

/** What a source of Ansible's YAML shape says. Throws a DefinitionError, with its place, for what has another shape. */
export function declarationsOf(source: unknown, where: Where): readonly Declaration[] {
  if (source === null || source === undefined) return [];
  const place = { where, path: [], within: [] };
  const groups = entriesOf(source);
  if (groups === undefined) {
    throw wrong(place, `the inventory is ${kindOf(source)}, not a mapping of groups`, {
      hint: 'Write "all:", below it "  hosts:", and below that "    web1:"; further groups in the same way.',
    });
  }
  const [, plugin] = groups.find(([key]) => key === 'plugin') ?? [];
  if (typeof plugin === 'string')
    throw wrong(at(place, 'plugin'), `the inventory plugin "${plugin}" is not supported`, pluginHint);
  return groups.flatMap(([name, group]) => [...groupDeclarations(name, group, place)]);
}

function* groupDeclarations(key: unknown, value: unknown, parent: Place): Generator<Declaration> {
  const place = at(parent, key);
  const group = groupName(key, place);
  if (parent.within.includes(group)) {
    throw wrong(place, `group "${group}" is its own child: ${[...parent.within, group].join(' › ')}`);
  }
  yield { is: 'group', group };
  const inner = { ...place, within: [...parent.within, group] };
  for (const [section, content] of mappingOf(value, place, `group "${group}"`)) {
    if (!sections.includes(String(section))) {
      throw wrong(at(place, section), `group "${group}" has the unknown key "${String(section)}"`, {
        hint: 'A group has hosts, vars and children. A host stands below hosts, a group below children.',
      });
    }
    yield* sectionDeclarations(group, String(section), content, at(inner, section));
  }
}

function* sectionDeclarations(
  group: string,
  section: string,
  content: unknown,
  place: Place,
): Generator<Declaration> {
  const named = typeof content === 'string' && section !== 'vars' ? new Map([[content, null]]) : content;
  const entries = mappingOf(named, place, `"${section}" of group "${group}"`);
  if (section === 'vars') yield varsDeclaration(group, entries, place);
  for (const [name, value] of section === 'hosts' ? entries : []) {
    yield hostsDeclaration(group, name, value, at(place, name));
  }
  for (const [name, value] of section === 'children' ? entries : []) {
    yield* groupDeclarations(name, value, place);
    const child = childName(name, group, at(place, name));
    yield { is: 'child', group, child, where: () => place.where([...place.path, name]) };
  }
}

function varsDeclaration(group: string, entries: Entries, place: Place): Declaration {
  const block = blockOf(entries, place);
  const priority = block.vars.get('ansible_group_priority');
  if (priority === undefined) return { is: 'vars', group, block, priority: undefined };
  if (!Number.isInteger(Number(priority))) {
    throw wrong(at(place, 'ansible_group_priority'), 'ansible_group_priority is not a whole number');
  }
  const vars = new Map([...block.vars].filter(([name]) => name !== 'ansible_group_priority'));
  return { is: 'vars', group, block: { ...block, vars }, priority: Number(priority) };
}

function hostsDeclaration(group: string, name: unknown, value: unknown, place: Place): Declaration {
  if (typeof name !== 'string' || name === '') {
    throw wrong(place, `the host name ${String(name) || '""'} of group "${group}" is not text`, {
      hint: 'Put a name that looks like a number in quotes.',
    });
  }
  const block = blockOf(mappingOf(value, place, `host ${JSON.stringify(name)}`), place);
  return { is: 'hosts', group, ...expanded(name, place), block };
}

function blockOf(entries: Entries, place: Place): VarsBlock {
  const vars: RawVars = new Map(entries.map(([name, value]) => [String(name), value]));
  return { vars, whereOf: (name) => place.where([...place.path, name]) };
}

function expanded(name: string, place: Place): ExpandedHosts {
  try {
    return expandHosts(name);
  } catch (cause) {
    if (cause instanceof DefinitionError) throw wrong(place, cause.message, { hint: cause.hint, cause });
    throw cause;
  }
}

function groupName(key: unknown, place: Place): string {
  const problem = groupNameProblem(key);
  // A name without a problem is text.
  if (problem === undefined) return String(key);
  throw wrong(place, problem, {
    hint:
      typeof key === 'string'
        ? 'Rename the group.'
        : 'Put a name that looks like a number or a boolean in quotes.',
  });
}

function childName(key: unknown, group: string, place: Place): string {
  const child = groupName(key, place);
  if (child === 'all') throw wrong(place, `"all" holds every group and cannot be a child of "${group}"`);
  if (child === 'ungrouped' && group !== 'all') {
    throw wrong(place, `"ungrouped" cannot be a child of "${group}"`);
  }
  return child;
}

function mappingOf(value: unknown, place: Place, subject: string): Entries {
  if (value === null || value === undefined) return [];
  const entries = entriesOf(value);
  if (entries !== undefined) return entries;
  throw wrong(place, `${subject} is ${kindOf(value)}, not a mapping`, {
    hint: 'Write "name:" on a line of its own for each entry, without "- ".',
  });
}

function at(place: Place, key: unknown): Place {
  return { ...place, path: [...place.path, key] };
}

function wrong(place: Place, what: string, details: { hint?: string | undefined; cause?: unknown } = {}) {
  const { hint, cause } = details;
  return new DefinitionError(`${place.where(place.path)}: ${what}`, {
    ...(hint === undefined ? {} : { hint }),
    ...(cause === undefined ? {} : { cause }),
  });
}
