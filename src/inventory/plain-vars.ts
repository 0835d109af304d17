import type { Vars } from './vars.ts';

/** Variables as a plain object, Maps within them included. A key `__proto__` is a key like any other. */
export function plainVars(entries: Iterable<readonly [unknown, unknown]>): Vars {
  const done = new Map<unknown, unknown>();
  return Object.fromEntries([...entries].map(([key, value]) => [String(key), plain(value, done)]));
}

/** What was seen once is shared, so that aliases cost nothing. */
function plain(value: unknown, done: Map<unknown, unknown>): unknown {
  if (!(value instanceof Map) && !Array.isArray(value)) return value;
  const seen = done.get(value);
  if (seen !== undefined) return seen;
  const made = Array.isArray(value)
    ? value.map((item: unknown) => plain(item, done))
    : Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item, done)]));
  done.set(value, made);
  return made;
}
