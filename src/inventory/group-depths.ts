import { DefinitionError } from '../core/errors.ts';

/** For each group the groups that hold it, each with the place that says so. */
type Parents = ReadonlyMap<string, ReadonlyMap<string, () => string>>;

/** How long the longest way up from each group is. Throws a DefinitionError for groups that hold each other. */
export function groupDepths(parents: Parents): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();

  function depthOf(name: string, below: readonly string[]): number {
    const known = depths.get(name);
    if (known !== undefined) return known;
    const way = [name, ...below];
    const above = [...(parents.get(name) ?? [])].map(([parent, where]) => {
      if (way.includes(parent)) throw cycle([parent, ...way.slice(0, way.indexOf(parent) + 1)], where());
      return depthOf(parent, way) + 1;
    });
    const depth = Math.max(0, ...above);
    depths.set(name, depth);
    return depth;
  }

  for (const name of parents.keys()) depthOf(name, []);
  return depths;
}

function cycle(names: readonly string[], where: string): DefinitionError {
  return new DefinitionError(`${where}: group "${names[0]}" is its own child: ${names.join(' › ')}`, {
    hint: 'Take one of these groups out of the children of the one before it.',
  });
}
