import { isAlias, isCollection, isMap, isNode, isPair, isScalar, type YAMLMap, type YAMLSeq } from 'yaml';

/** Something wrong in a YAML document that the parser lets pass, and where it stands in the text. */
export interface YamlProblem {
  readonly what: string;
  readonly offset: number;
  readonly hint?: string;
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
      hint: `Put &${node.source} before the value that is meant, further up in the same file.`,
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
  return isMap(node) ? (wrongKeyIn(node) ?? duplicateIn(node)) : undefined;
}

/** As in Ansible; most often it is a template without quotes. */
function wrongKeyIn({ items }: YAMLMap): YamlProblem | undefined {
  const key = items.map((item) => item.key).find((one) => isCollection(one));
  if (key === undefined) return undefined;
  return {
    what: `a ${isMap(key) ? 'mapping' : 'list'} stands where a name has to be`,
    offset: startOf(key),
    hint: 'Put a value that begins with {{ in quotes: "{{ … }}".',
  };
}

function duplicateIn({ items }: YAMLMap): YamlProblem | undefined {
  const seen = new Set<unknown>();
  for (const { key } of items) {
    if (!isScalar(key) || key.value === '<<') continue;
    if (seen.has(key.value)) {
      const what = `the key "${key.source}" is there twice`;
      return { what, offset: startOf(key), hint: 'Take one of them away.' };
    }
    seen.add(key.value);
  }
  return undefined;
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
