import { UsageError } from '../../../core/errors.ts';

const hint = `Write name=httpd,state=started, with "…" around values that hold a comma before a name=, or JSON: '{"name": "httpd"}'.`;

const name = String.raw`[A-Za-z_][\w.]*`;
const quotedValue = String.raw`"(?:[^"\\]|\\.)*"|'[^']*'`;
const plainValue = String.raw`[^]*?`;
const pair = new RegExp(`[\\s,]*(${name})=(${quotedValue}|${plainValue})(?=[\\s,]+${name}=|[\\s,]*$)`, 'y');

/**
 * Reads `-a`: `key=value` pairs with commas or spaces between, or a JSON object; several are put together. Values stay
 * text, except in JSON; `manager.is=pidfile` sets a part of a value. Throws a UsageError.
 */
export function splitArguments(given: readonly string[]): Readonly<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [key, value] of given.flatMap(entriesOf)) place(found, key, key.split('.'), value);
  return found;
}

function entriesOf(text: string): readonly (readonly [string, unknown])[] {
  if (text.trimStart().startsWith('{')) return Object.entries(objectOf(text));
  const pairs: [string, string][] = [];
  pair.lastIndex = 0;
  for (let at = 0; text.slice(at).trim() !== ''; at = pair.lastIndex) {
    const [, key, value] = pair.exec(text) ?? [];
    if (key === undefined || value === undefined) {
      throw new UsageError(`-a ${text}: "${text.slice(at).trim()}" is not key=value`, { hint });
    }
    if (/^(?:"(?:[^"\\]|\\.)*|'[^']*)$/s.test(value)) {
      throw new UsageError(`-a ${text}: the quotation of ${key} is not closed`, { hint });
    }
    pairs.push([key, unquoted(value)]);
  }
  return pairs;
}

function objectOf(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`-a ${text} is not JSON: ${reason}`, { cause, hint });
  }
  throw new UsageError(`-a ${text} is not a JSON object`, { hint });
}

function unquoted(value: string): string {
  const inner = value.slice(1, -1);
  if (/^'[^]*'$/.test(value)) return inner;
  return /^"[^]*"$/.test(value) ? inner.replace(/\\(["\\])/g, '$1') : value;
}

function place(into: Record<string, unknown>, whole: string, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  const [known, isKnown] = [into[key], Object.hasOwn(into, key)];
  if (rest.length === 0 && !isKnown) into[key] = value;
  else if (rest.length > 0 && (!isKnown || isParts(known))) {
    const parts = isParts(known) ? known : {};
    into[key] = parts;
    place(parts, whole, rest, value);
  } else throw new UsageError(`-a gives ${whole} twice`, { hint: 'A list is written a,b or ["a","b"].' });
}

function isParts(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
