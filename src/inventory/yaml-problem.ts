import { isAlias, isCollection, isMap, isNode, isPair, isScalar, type YAMLMap, type YAMLSeq } from 'yaml';

/** Something wrong in a YAML document that the parser lets pass, and where it stands in the text. */
export interface YamlProblem {
  readonly what: string;
  readonly offset: number;
}

/** The first duplicate key or alias without an anchor; in linear time, unlike the parser's own check of keys. */
export function yamlProblem(contents: unknown): YamlProblem | undefined {
  return problemIn(contents, new Set());
}

function problemIn(node: unknown, anchors: Set<string>): YamlProblem | undefined {
  if (isAlias(node) && !anchors.has(node.source)) {
    return {
      what: `the alias *${node.source} has no anchor &${node.source} before it`,
      offset: startOf(node),
    };
  }
  if (isPair(node)) return problemIn(node.key, anchors) ?? problemIn(node.value, anchors);
  if (!isScalar(node) && !isCollection(node)) return undefined;
  // Only once the node has ended, so that no alias stands for what it is in.
  if (node.anchor !== undefined) anchors.delete(node.anchor);
  const problem = isCollection(node) ? problemWithin(node, anchors) : undefined;
  if (node.anchor !== undefined) anchors.add(node.anchor);
  return problem;
}

function problemWithin(node: YAMLMap | YAMLSeq, anchors: Set<string>): YamlProblem | undefined {
  for (const item of node.items) {
    const problem = problemIn(item, anchors);
    if (problem !== undefined) return problem;
  }
  return isMap(node) ? duplicateIn(node) : undefined;
}

function duplicateIn({ items }: YAMLMap): YamlProblem | undefined {
  const seen = new Set<unknown>();
  for (const { key } of items) {
    if (!isScalar(key) || key.value === '<<') continue;
    if (seen.has(key.value)) return { what: `the key "${key.source}" is there twice`, offset: startOf(key) };
    seen.add(key.value);
  }
  return undefined;
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
