import { Secret } from '../../core/secret.ts';

/** Whether a Secret is in a value, however deep. */
export function holdsSecret(value: unknown, seen: ReadonlySet<unknown> = new Set()): boolean {
  if (value instanceof Secret) return true;
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  const inside = new Set([...seen, value]);
  return Object.values(value).some((inner) => holdsSecret(inner, inside));
}
