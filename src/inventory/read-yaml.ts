import { type Document, LineCounter, parseDocument, type ScalarTag } from 'yaml';
import { DefinitionError } from '../core/errors.ts';
import type { Where } from './declaration.ts';
import { joinPiece, PiecesApart } from './join-pieces.ts';
import { jsonContent } from './json-content.ts';
import { jsonScalars } from './json-scalars.ts';
import { unpackJson } from './unpack-json.ts';
import type { Vault } from './vault.ts';
import { Vaulted } from './vaulted.ts';
import { yamlPieces } from './yaml-pieces.ts';
import { yamlPlaces } from './yaml-places.ts';
import { yamlProblem } from './yaml-problem.ts';
import { yamlScalars } from './yaml-scalars.ts';

/** What a text holds, mappings as Maps in their order, and where each of its keys stands. */
export interface ReadYaml {
  readonly content: unknown;
  readonly where: Where;
}

export interface YamlSource {
  readonly text: string;
  /** How errors call it. */
  readonly file: string;
  readonly format: 'yaml' | 'json';
  readonly vault: Vault;
}

/** Expanded aliases: enough for one in each host of a large fleet, too few to exhaust the memory. */
const mostAliases = 100_000;

/** Reads YAML as Ansible does, or JSON. Throws a DefinitionError with line and column for what is not well-formed. */
export function readYaml(source: YamlSource): ReadYaml {
  const { file, format, vault } = source;
  const where = placesLater(source);
  if (format === 'yaml') return { content: contentInPieces(source) ?? contentOf(source), where };
  const read = jsonContent(source.text);
  const content = read === undefined ? contentOf(source) : read.value;
  return { content: unpackJson(content, vault, file), where };
}

/** Undefined where it has to be read as a whole: also where anything is wrong, so that its place is told. */
function contentInPieces(source: YamlSource): unknown {
  const pieces = yamlPieces(source.text);
  if (pieces === undefined) return undefined;
  const whole = new Map<unknown, unknown>();
  try {
    for (const { text, depth } of pieces) {
      const content = contentOf({ ...source, text });
      if (!(content instanceof Map)) return undefined;
      joinPiece(whole, content, depth);
    }
    return whole;
  } catch (error) {
    if (error instanceof PiecesApart || error instanceof DefinitionError) return undefined;
    throw error;
  }
}

function contentOf(source: YamlSource): unknown {
  const { document, placeOf } = parsed(source);
  refuseProblems(document, placeOf);
  return valuesOf(document, source.file);
}

interface Parsed {
  readonly document: Document.Parsed;
  readonly placeOf: (offset: number) => string;
}

function parsed({ text, file, format, vault }: YamlSource): Parsed {
  const lineCounter = new LineCounter();
  const options = { lineCounter, uniqueKeys: false, prettyErrors: false, logLevel: 'error' } as const;
  const document = parseDocument(
    text,
    format === 'json'
      ? { ...options, schema: 'failsafe', customTags: [...jsonScalars] }
      : {
          ...options,
          version: '1.1',
          schema: 'failsafe',
          customTags: [...yamlScalars, vaultTag(vault, file)],
          merge: true,
        },
  );
  const placeOf = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  return { document, placeOf };
}

function vaultTag(vault: Vault, file: string): ScalarTag {
  return {
    tag: '!vault',
    resolve: (text) => new Vaulted(text, () => vault.decrypt(text, file)),
  };
}

/** A large document takes many times the room of its text: it is read again when somebody asks for a place. */
function placesLater(source: YamlSource): Where {
  let where: Where | undefined;
  return (path) => {
    if (where === undefined) {
      const { document, placeOf } = parsed(source);
      const offsetOf = yamlPlaces(document);
      where = (keys) => placeOf(offsetOf(keys));
    }
    return where(path);
  };
}

function refuseProblems(document: Document.Parsed, placeOf: (offset: number) => string): void {
  const [error] = document.errors;
  if (error !== undefined) {
    const what = error.code === 'MULTIPLE_DOCS' ? 'a second document begins here' : sentence(error.message);
    throw new DefinitionError(`${placeOf(error.pos[0])}: ${what}`, { hint: 'Mend the syntax of the file.' });
  }
  const warning = document.warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED');
  if (warning !== undefined) {
    throw new DefinitionError(`${placeOf(warning.pos[0])}: ${sentence(warning.message)}`, {
      hint: 'Remove the tag.',
    });
  }
  const problem = yamlProblem(document.contents);
  if (problem === undefined) return;
  const { what, offset, hint } = problem;
  throw new DefinitionError(`${placeOf(offset)}: ${what}`, hint === undefined ? {} : { hint });
}

function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function valuesOf(document: Document.Parsed, file: string): unknown {
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
