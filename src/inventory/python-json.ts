import { compareText } from '../core/compare-text.ts';
import { entriesOf } from './entries.ts';
import { ExactNumber } from './exact-number.ts';
import { Sealed } from './sealed.ts';
import { UnsafeText } from './unsafe-text.ts';
import { Vaulted } from './vaulted.ts';

type Entries = readonly (readonly [unknown, unknown])[];
type Order = (entries: Entries) => Entries;

class Unsortable extends Error {}

/**
 * JSON as ansible-inventory prints it: keys sorted, or none of them where some cannot be compared. A vaulted value is
 * its ciphertext; what has none, such as a Secret or a value of an encrypted file, is `[secret]`.
 */
export function pythonJson(value: unknown): string {
  try {
    return jsonOf(value, '', sorted);
  } catch (error) {
    if (!(error instanceof Unsortable)) throw error;
    return jsonOf(value, '', (entries) => entries);
  }
}

function jsonOf(value: unknown, indent: string, order: Order): string {
  if (value instanceof ExactNumber) return value.text.replace('inf', 'Infinity').replace('nan', 'NaN');
  if (typeof value === 'number') return String(value);
  if (value instanceof UnsafeText) return jsonOf(new Map([['__ansible_unsafe', value.text]]), indent, order);
  if (value instanceof Sealed) return jsonOf('[secret]', indent, order);
  if (value instanceof Vaulted) {
    const shown = value.ciphertext;
    return jsonOf(shown === undefined ? '[secret]' : new Map([['__ansible_vault', shown]]), indent, order);
  }
  const inner = `${indent}    `;
  if (Array.isArray(value)) {
    const items = value.map((item) => jsonOf(item, inner, order));
    return bracketed(items, '[', ']', indent);
  }
  const entries = entriesOf(value);
  if (entries === undefined) return JSON.stringify(value) ?? 'null';
  const pairs = order(entries).map(
    ([key, one]) => `${JSON.stringify(keyOf(key))}: ${jsonOf(one, inner, order)}`,
  );
  return bracketed(pairs, '{', '}', indent);
}

function bracketed(items: readonly string[], open: string, close: string, indent: string): string {
  if (items.length === 0) return open + close;
  return `${open}\n${items.map((item) => `${indent}    ${item}`).join(',\n')}\n${indent}${close}`;
}

function keyOf(key: unknown): string {
  return key instanceof ExactNumber ? key.text : String(key);
}

/** Python compares text with text and numbers, booleans among them, with numbers. */
function sorted(entries: Entries): Entries {
  if (entries.length < 2) return entries;
  if (entries.every(([key]) => typeof key === 'string')) {
    return entries.toSorted(([one], [other]) => compareText(String(one), String(other)));
  }
  const numbers = entries.map(([key]) => numberOf(key));
  if (numbers.some(Number.isNaN)) throw new Unsortable();
  return entries.toSorted(([one], [other]) => numberOf(one) - numberOf(other));
}

function numberOf(key: unknown): number {
  return typeof key === 'string' || key === null ? Number.NaN : Number(key);
}
