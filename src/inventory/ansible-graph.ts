import { closestName } from '../core/closest-name.ts';
import { compareText } from '../core/compare-text.ts';
import { NothingMatchedError } from '../core/errors.ts';
import { ansibleHostVars, withoutInternal } from './ansible-list.ts';
import { layersOf, mergedVars, type VarsSources } from './host-vars.ts';
import type { GroupNode } from './inventory-graph.ts';
import { isPrivateName } from './is-private-name.ts';
import { pythonText } from './python-text.ts';
import type { RawVars } from './vars.ts';

export interface GraphOptions {
  /** Where to begin. Default: `all`. */
  readonly group?: string;
  /** With the variables of groups and hosts. Default: false. */
  readonly vars?: boolean;
}

/**
 * What `ansible-inventory --graph` prints, line by line, but for passwords. Throws a NothingMatchedError for a group that is not
 * there.
 */
export function ansibleGraph(sources: VarsSources, options: GraphOptions = {}): readonly string[] {
  const { group: start = 'all', vars: withVars = false } = options;
  const { groups } = sources.graph;
  const hostVars = ansibleHostVars(sources);
  const first = groups.get(start);
  if (first === undefined) {
    const meant = closestName(start, groups.keys());
    throw new NothingMatchedError(`The inventory has no group "${start}"`, {
      hint: meant === undefined ? `It has: ${[...groups.keys()].join(', ')}.` : `Did you mean "${meant}"?`,
    });
  }

  function linesOf(group: GroupNode, depth: number): readonly string[] {
    const inner = depth + 1;
    const below = group.children.flatMap((name) => groups.get(name) ?? []);
    const hosts = group.name === 'all' ? [] : [...group.hosts];
    return [
      line(`@${group.name}:`, depth),
      ...below.flatMap((child) => linesOf(child, inner)),
      ...hosts.flatMap((name) => [
        line(name, inner),
        ...(withVars ? varLines(hostVars(name), inner + 1) : []),
      ]),
      ...(withVars ? varLines(groupVars(group, sources), inner) : []),
    ];
  }

  return linesOf(first, 0);
}

function groupVars({ name, blocks, priority }: GroupNode, { files, playFiles }: VarsSources): RawVars {
  const beside = [...files, ...playFiles].flatMap(({ groups }) => groups.get(name) ?? []);
  const vars = mergedVars(layersOf(name, [...blocks, ...beside]));
  return withoutInternal(priority === 1 ? vars : new Map([...vars, ['ansible_group_priority', priority]]));
}

function varLines(vars: RawVars, depth: number): readonly string[] {
  const names = [...vars.keys()].toSorted(compareText);
  const shown = (name: string) => (isPrivateName(name) ? '[secret]' : pythonText(vars.get(name)));
  return names.map((name) => line(`{${name} = ${shown(name)}}`, depth));
}

function line(text: string, depth: number): string {
  return depth === 0 ? text : `${'  |'.repeat(depth)}--${text}`;
}
