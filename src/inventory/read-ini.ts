import { DefinitionError } from '../core/errors.ts';
import type { Declaration } from './declaration.ts';
import { type ExpandedHosts, expandHosts } from './expand-hosts.ts';
import { groupNameProblem } from './group-name.ts';
import { pendingGroups } from './pending-groups.ts';
import { pythonLiteral } from './python-literal.ts';
import { splitWords } from './split-words.ts';

type Kind = 'hosts' | 'children' | 'vars';

interface Line {
  readonly text: string;
  readonly where: string;
}

const lineEnd = /\r\n|[\n\r\v\f\x85\u2028\u2029]/;
const section = /^\[([^:\]\s]+)(?::([\p{L}\p{N}_]+))?\]\s*(?:#.*)?$/u;
const groupName = /^([^:\]\s]+)\s*(?:#.*)?$/u;
const kinds: readonly string[] = ['hosts', 'children', 'vars'] satisfies readonly Kind[];

/**
 * What an INI inventory says, with Ansible's grammar and types. `known` are the groups that sources before it named.
 * Throws a DefinitionError with file and line for what cannot be read.
 */
export function readIni(text: string, file: string, known: Iterable<string>): readonly Declaration[] {
  const pending = pendingGroups(known);
  const declarations: Declaration[] = [];
  let group = 'ungrouped';
  let kind: Kind = 'hosts';
  for (const [index, raw] of text.split(lineEnd).entries()) {
    const line = { text: stripped(raw), where: `${file}:${index + 1}` };
    if (line.text === '' || line.text.startsWith('#') || line.text.startsWith(';')) continue;
    const header = headerOf(line);
    if (header !== undefined) {
      ({ group, kind } = header);
      declarations.push(...pending.section(group, kind, line.where));
    } else if (kind === 'hosts') {
      declarations.push(hostsOf(line, group));
    } else if (kind === 'vars') {
      declarations.push(varsOf(line, group));
    } else {
      declarations.push(...pending.child(group, childOf(line), line.where));
    }
  }
  pending.end();
  return declarations;
}

/** Python's `strip`, which knows some more blanks. */
function stripped(text: string): string {
  return text.replace(/^[\s\x85]+/u, '').replace(/[\s\x85]+$/u, '');
}

function headerOf({ text, where }: Line): { readonly group: string; readonly kind: Kind } | undefined {
  if (!text.startsWith('[')) return undefined;
  const [, group, kind = 'hosts'] = section.exec(text) ?? [];
  if (group === undefined) {
    if (!text.endsWith(']')) return undefined;
    throw wrong(
      where,
      `"${text}" is no section`,
      'Write [group], [group:vars] or [group:children], without spaces.',
    );
  }
  if (!isKind(kind)) {
    throw wrong(
      where,
      `the section [${group}:${kind}] is of an unknown type`,
      'There are [group], [group:vars] and [group:children].',
    );
  }
  const problem = groupNameProblem(group);
  if (problem !== undefined) throw wrong(where, problem, 'Rename the group.');
  return { group, kind };
}

function isKind(text: string): text is Kind {
  return kinds.includes(text);
}

function hostsOf({ text, where }: Line, group: string): Declaration {
  const words = splitWords(text);
  if ('problem' in words)
    throw wrong(where, `"${text}" cannot be taken apart: ${words.problem}`, 'Close the quotation.');
  const [pattern = '', ...assignments] = words;
  const vars = new Map(
    assignments.map((word): readonly [string, unknown] => {
      const at = word.indexOf('=');
      if (at === -1) {
        throw wrong(
          where,
          `"${word}" after the host is not key=value`,
          'Put a value that holds spaces in quotes.',
        );
      }
      return [word.slice(0, at), pythonLiteral(word.slice(at + 1))];
    }),
  );
  return { is: 'hosts', group, ...expanded(pattern, where), block: { vars, whereOf: () => where } };
}

function expanded(pattern: string, where: string): ExpandedHosts {
  if (pattern === '') throw wrong(where, 'the host has an empty name', 'Name it, or remove the line.');
  if (pattern === '---')
    throw wrong(where, '"---" is no host', 'A YAML inventory begins with a mapping of groups.');
  if (pattern.includes('\uFFFD')) throw wrong(where, `"${pattern}" is not UTF-8`, 'Save the file as UTF-8.');
  const hosts = expandedAt(pattern, where);
  if (pattern.endsWith(':') && hosts.port === undefined) {
    throw wrong(
      where,
      `the host "${pattern}" ends in ":" without a port`,
      'Write host:port, or take the colon away.',
    );
  }
  return hosts;
}

function expandedAt(pattern: string, where: string): ExpandedHosts {
  try {
    return expandHosts(pattern);
  } catch (cause) {
    if (cause instanceof DefinitionError) throw wrong(where, cause.message, cause.hint);
    throw cause;
  }
}

function varsOf({ text, where }: Line, group: string): Declaration {
  const at = text.indexOf('=');
  if (at === -1) throw wrong(where, `"${text}" is not key=value`, 'Write one variable a line, as key=value.');
  const name = stripped(text.slice(0, at));
  const value = pythonLiteral(stripped(text.slice(at + 1)));
  const block = (vars: ReadonlyMap<string, unknown>) => ({ vars, whereOf: () => where });
  if (name !== 'ansible_group_priority') {
    return { is: 'vars', group, block: block(new Map([[name, value]])), priority: undefined };
  }
  const priority = Number(value);
  if (!Number.isInteger(priority)) throw wrong(where, 'ansible_group_priority is not a whole number');
  return { is: 'vars', group, block: block(new Map()), priority };
}

function childOf({ text, where }: Line): string {
  const [, child] = groupName.exec(text) ?? [];
  if (child === undefined) {
    throw wrong(where, `"${text}" is no name of a group`, 'Write one group a line, without variables.');
  }
  if (child !== 'all') return child;
  throw wrong(where, '"all" holds every group and cannot be a child');
}

function wrong(where: string, what: string, hint?: string): DefinitionError {
  return new DefinitionError(`${where}: ${what}`, hint === undefined ? {} : { hint });
}
