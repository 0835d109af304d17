/** The entries of a mapping in their order, from a Map or a plain object; `undefined` for anything else. */
export function entriesOf(value: unknown): readonly (readonly [unknown, unknown])[] | undefined {
  if (value instanceof Map) return [...value];
  return isPlain(value) ? Object.entries(value) : undefined;
}

/** Names what a value is, for an error message. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (entriesOf(value) !== undefined) return 'a mapping';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
