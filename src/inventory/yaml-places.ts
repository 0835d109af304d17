import { type Document, isAlias, isMap, isNode, isScalar, type Pair, type YAMLMap } from 'yaml';

/** For a path of keys, where the last of them stands in the text, or the innermost one that is written there. */
export function yamlPlaces(document: Document.Parsed): (path: readonly unknown[]) => number {
  const indexes = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>();

  function pairIn(map: YAMLMap, name: unknown): Pair | undefined {
    const index = indexes.get(map) ?? indexOf(map);
    indexes.set(map, index);
    return index.get(name);
  }

  return (path) => {
    let node: unknown = document.contents;
    let offset = document.contents?.range?.[0] ?? 0;
    for (const name of path) {
      const inner: unknown = isAlias(node) ? node.resolve(document) : node;
      const pair = isMap(inner) ? pairIn(inner, name) : undefined;
      if (pair === undefined) break;
      offset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = pair.value;
    }
    return offset;
  };
}

function indexOf({ items }: YAMLMap): ReadonlyMap<unknown, Pair> {
  return new Map(items.flatMap((pair) => (isScalar(pair.key) ? [[pair.key.value, pair] as const] : [])));
}
