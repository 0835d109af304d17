import { ExactNumber, exactFloat } from './exact-number.ts';
import { type PythonToken, pythonTokens } from './python-tokens.ts';
import { PythonTuple } from './python-tuple.ts';

/** What a value of an INI inventory can begin with when it is a literal of Python. */
const mayBeLiteral = /^[ \t]*["'0-9.+\-[({bBrRuUTFNs]/;

class NoLiteral extends Error {}

interface Reader {
  readonly tokens: readonly PythonToken[];
  at: number;
}

/**
 * What Python's `ast.literal_eval` makes of a text, with tuples and sets as lists and dictionaries as Maps: the text
 * itself where it is no literal.
 */
export function pythonLiteral(text: string): unknown {
  if (!mayBeLiteral.test(text)) return text;
  const tokens = pythonTokens(text);
  if (tokens === undefined || tokens.length === 0) return text;
  const [first] = tokens;
  // Bytes can be nothing but the whole value.
  if (first?.is === 'bytes') return tokens.length === 1 ? first.value : text;
  try {
    return whole({ tokens, at: 0 });
  } catch (error) {
    if (error instanceof NoLiteral) return text;
    throw error;
  }
}

/** A list of values without brackets is a tuple. */
function whole(reader: Reader): unknown {
  const value = literal(reader);
  const items = [value];
  while (reader.at < reader.tokens.length) {
    demand(reader, ',');
    if (reader.at < reader.tokens.length) items.push(literal(reader));
    else return PythonTuple.from(items);
  }
  return items.length === 1 ? value : PythonTuple.from(items);
}

function literal(reader: Reader): unknown {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  if (token === undefined || token.is === 'bytes') throw new NoLiteral();
  if (token.is === 'number') return token.value;
  if (token.is === 'string') return token.value + moreStrings(reader);
  return token.is === 'name' ? named(reader, token.text) : marked(reader, token.text);
}

/** Strings that follow each other are one. */
function moreStrings(reader: Reader): string {
  const next = reader.tokens[reader.at];
  if (next?.is !== 'string') return '';
  reader.at += 1;
  return next.value + moreStrings(reader);
}

function named(reader: Reader, name: string): unknown {
  if (name === 'True' || name === 'False') return name === 'True';
  if (name === 'None') return null;
  if (name !== 'set') throw new NoLiteral();
  demand(reader, '(');
  demand(reader, ')');
  return [];
}

function marked(reader: Reader, mark: string): unknown {
  switch (mark) {
    case '[':
      return itemsUntil(reader, ']').items;
    case '{':
      return take(reader, '}') ? new Map() : dictionaryOrSet(reader);
    case '(': {
      const { items, comma } = itemsUntil(reader, ')');
      return items.length === 1 && !comma ? items[0] : PythonTuple.from(items);
    }
    case '+':
    case '-':
      return signed(mark, reader);
    default:
      throw new NoLiteral();
  }
}

function itemsUntil(
  reader: Reader,
  end: string,
): { readonly items: readonly unknown[]; readonly comma: boolean } {
  const items: unknown[] = [];
  let comma = true;
  while (!take(reader, end)) {
    if (!comma) throw new NoLiteral();
    items.push(literal(reader));
    comma = take(reader, ',');
  }
  return { items, comma: comma && items.length > 0 };
}

function dictionaryOrSet(reader: Reader): unknown {
  const first = literal(reader);
  if (!take(reader, ':')) {
    if (!take(reader, ',')) demand({ ...reader }, '}');
    return [first, ...itemsUntil(reader, '}').items];
  }
  const entries = new Map<unknown, unknown>();
  for (let key = first; ; key = literal(reader)) {
    if (key !== first || entries.size > 0) demand(reader, ':');
    entries.set(key instanceof ExactNumber ? key.text : key, literal(reader));
    if (take(reader, '}')) return entries;
    demand(reader, ',');
    if (take(reader, '}')) return entries;
  }
}

function signed(sign: string, reader: Reader): unknown {
  const token = reader.tokens[reader.at];
  if (token?.is !== 'number') throw new NoLiteral();
  reader.at += 1;
  const { value } = token;
  if (sign === '+') return value;
  // There is no negative zero among integers, and a float that is 0 is an ExactNumber.
  if (typeof value === 'number') return value === 0 ? 0 : -value;
  if (!(value instanceof ExactNumber)) throw new NoLiteral();
  if (typeof value.value === 'number') return exactFloat(-value.value);
  return new ExactNumber(`-${value.value}`, `-${value.text}`);
}

function take(reader: Reader, mark: string): boolean {
  const token = reader.tokens[reader.at];
  if (token?.is !== 'mark' || token.text !== mark) return false;
  reader.at += 1;
  return true;
}

function demand(reader: Reader, mark: string): void {
  if (!take(reader, mark)) throw new NoLiteral();
}
