import { type Document, isAlias, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { DefinitionError } from '../core/errors.ts';
import type { Where } from './declaration.ts';
import { yamlProblem } from './yaml-problem.ts';
import { yamlScalars } from './yaml-scalars.ts';

/** What a text holds, mappings as Maps in their order, and where each of its keys stands. */
export interface ReadText {
  readonly content: unknown;
  readonly where: Where;
}

/** Expanded aliases: enough for one in each host of a large fleet, too few to exhaust the memory. */
const mostAliases = 100_000;

/** Reads YAML as Ansible does, or JSON. Throws a DefinitionError with line and column for what is not well-formed. */
export function readYaml(text: string, file: string, format: 'yaml' | 'json' = 'yaml'): ReadText {
  if (text.startsWith('$ANSIBLE_VAULT;')) {
    throw new DefinitionError(`${file}: the file is encrypted by ansible-vault`, vaultHint);
  }
  const lineCounter = new LineCounter();
  const options = { lineCounter, uniqueKeys: false, prettyErrors: false, logLevel: 'error' } as const;
  const document = parseDocument(
    text,
    format === 'json'
      ? { ...options, schema: 'json' }
      : { ...options, version: '1.1', schema: 'failsafe', customTags: [...yamlScalars], merge: true },
  );
  const placeOf = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  refuseProblems(document, placeOf);
  return { content: contentOf(document, file), where: (path) => placeOf(offsetOf(document, path)) };
}

const vaultHint = {
  hint: 'Decrypt it with ansible-vault, or take the secret from the environment or a file.',
};

function refuseProblems(document: Document.Parsed, placeOf: (offset: number) => string): void {
  const [error] = document.errors;
  if (error !== undefined) {
    const what = error.code === 'MULTIPLE_DOCS' ? 'a second document begins here' : sentence(error.message);
    throw new DefinitionError(`${placeOf(error.pos[0])}: ${what}`, { hint: 'Mend the syntax of the file.' });
  }
  const warning = document.warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED');
  if (warning !== undefined) {
    const vault = warning.message.includes('!vault');
    throw new DefinitionError(
      `${placeOf(warning.pos[0])}: ${sentence(warning.message)}`,
      vault ? vaultHint : { hint: 'Remove the tag.' },
    );
  }
  const problem = yamlProblem(document.contents);
  if (problem !== undefined) throw new DefinitionError(`${placeOf(problem.offset)}: ${problem.what}`);
}

function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function contentOf(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS({ mapAsMap: true, maxAliasCount: mostAliases });
  } catch (cause) {
    // The parser's own complaint about aliases that contain themselves or expand without end.
    if (cause instanceof ReferenceError || cause instanceof TypeError) {
      throw new DefinitionError(`${file}: ${sentence(cause.message)}`, { cause });
    }
    throw cause;
  }
}

/** Where the last key of a path stands, or the innermost one that is written in the text. */
function offsetOf(document: Document.Parsed, path: readonly unknown[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const name of path) {
    const inner: unknown = isAlias(node) ? node.resolve(document) : node;
    const pair = isMap(inner)
      ? inner.items.find(({ key }) => isScalar(key) && key.value === name)
      : undefined;
    if (pair === undefined) break;
    offset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
    node = pair.value;
  }
  return offset;
}
