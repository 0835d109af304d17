import { Secret } from '../core/secret.ts';
import { entriesOf } from './entries.ts';
import { ExactNumber } from './exact-number.ts';
import { UnsafeText } from './unsafe-text.ts';
import { Vaulted } from './vaulted.ts';

const hidden = '[secret]';
const privateName = /pass(?:word|wd|phrase)?$|secret|token$/i;

/** A variable as a person may see it, ready for JSON: without what a vault protects, and without passwords. */
export function shownValue(name: string, value: unknown): unknown {
  return typeof value === 'string' && privateName.test(name) ? hidden : shown(value);
}

function shown(value: unknown): unknown {
  if (value instanceof Vaulted || value instanceof Secret) return hidden;
  if (value instanceof ExactNumber) return value.value;
  if (value instanceof UnsafeText) return value.text;
  if (Array.isArray(value)) return Array.from(value, shown);
  const entries = entriesOf(value);
  if (entries === undefined) return value;
  return Object.fromEntries(entries.map(([key, inner]) => [String(key), shownValue(String(key), inner)]));
}
