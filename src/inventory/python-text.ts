import { inspect } from 'node:util';
import { entriesOf } from './entries.ts';
import { ExactNumber } from './exact-number.ts';
import { isHidden } from './is-hidden.ts';
import { PythonTuple } from './python-tuple.ts';
import { UnsafeText } from './unsafe-text.ts';

/** A value as Python's `str` shows it. What a vault protects is `[secret]`. */
export function pythonText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value instanceof UnsafeText ? value.text : pythonRepr(value);
}

function pythonRepr(value: unknown): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return quoted(value);
  if (value instanceof UnsafeText) return quoted(value.text);
  if (value instanceof ExactNumber) return value.text;
  if (isHidden(value)) return '[secret]';
  if (value instanceof PythonTuple) {
    return `(${value.map(pythonRepr).join(', ')}${value.length === 1 ? ',' : ''})`;
  }
  return Array.isArray(value) ? `[${value.map(pythonRepr).join(', ')}]` : mappingRepr(value);
}

function mappingRepr(value: unknown): string {
  const entries = entriesOf(value);
  if (entries === undefined) return inspect(value);
  return `{${entries.map(([key, inner]) => `${pythonRepr(key)}: ${pythonRepr(inner)}`).join(', ')}}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = text.replaceAll(/[\\'"]|(?! )[\p{C}\p{Z}]/gu, (letter) => {
    if (letter === '\\' || letter === quote) return `\\${letter}`;
    return letter === "'" || letter === '"' ? letter : escaped(letter);
  });
  return quote + inner + quote;
}

const short: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

function escaped(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return short[letter] ?? `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
