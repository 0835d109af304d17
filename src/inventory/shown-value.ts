import { entriesOf } from './entries.ts';
import { ExactNumber } from './exact-number.ts';
import { isHidden } from './is-hidden.ts';
import { isPrivateName } from './is-private-name.ts';
import { UnsafeText } from './unsafe-text.ts';

const hidden = '[secret]';

/** A variable as a person may see it, ready for JSON: without what a vault protects, and without passwords. */
export function shownValue(name: string, value: unknown): unknown {
  return isSet(value) && isPrivateName(name) ? hidden : shown(value);
}

function shown(value: unknown): unknown {
  if (isHidden(value)) return hidden;
  if (value instanceof ExactNumber) return value.value;
  if (value instanceof UnsafeText) return value.text;
  if (Array.isArray(value)) return Array.from(value, shown);
  const entries = entriesOf(value);
  if (entries === undefined) return value;
  return Object.fromEntries(entries.map(([key, inner]) => [String(key), shownValue(String(key), inner)]));
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined;
}
