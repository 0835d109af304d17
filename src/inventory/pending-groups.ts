import { DefinitionError } from '../core/errors.ts';
import type { Declaration } from './declaration.ts';

interface Pending {
  readonly is: 'vars' | 'children';
  readonly where: string;
  readonly parents: string[];
}

/** Groups that an INI inventory speaks of before it declares them: a child counts from its declaration on. */
export interface PendingGroups {
  /** A section begins. */
  readonly section: (
    group: string,
    kind: 'hosts' | 'children' | 'vars',
    where: string,
  ) => readonly Declaration[];
  /** A line in a section of children. */
  readonly child: (group: string, child: string, where: string) => readonly Declaration[];
  /** Throws a DefinitionError for a group that was never declared. */
  readonly end: () => void;
}

/** Follows Ansible, so that children come in its order. */
export function pendingGroups(known: Iterable<string>): PendingGroups {
  const declared = new Set(['all', 'ungrouped', ...known]);
  const pending = new Map<string, Pending>();

  function settle(group: string): readonly Declaration[] {
    const { parents = [], where = '' } = pending.get(group) ?? {};
    pending.delete(group);
    return parents.flatMap((parent) => [
      { is: 'child', group: parent, child: group, where: () => where } as const,
      ...(pending.get(parent)?.is === 'children' ? settle(parent) : []),
    ]);
  }

  return {
    section: (group, kind, where) => {
      if (!declared.has(group)) {
        if (kind === 'vars' && !pending.has(group)) pending.set(group, { is: 'vars', where, parents: [] });
        declared.add(group);
      }
      return [{ is: 'group', group }, ...(kind === 'vars' ? [] : settle(group))];
    },
    child: (group, child, where) => {
      if (declared.has(child)) return [{ is: 'child', group, child, where: () => where }];
      const waiting = pending.get(child);
      if (waiting === undefined) pending.set(child, { is: 'children', where, parents: [group] });
      else waiting.parents.push(group);
      return [];
    },
    end: () => {
      for (const [name, { is, where, parents }] of pending) throw undeclared(name, is, where, parents);
    },
  };
}

function undeclared(name: string, is: Pending['is'], where: string, parents: readonly string[]) {
  const what =
    is === 'vars'
      ? `[${name}:vars] is of a group that nothing declares`
      : `[${parents.at(-1)}:children] names "${name}", a group that nothing declares`;
  return new DefinitionError(`${where}: ${what}`, { hint: `Add a section [${name}], even an empty one.` });
}
