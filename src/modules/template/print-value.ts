import { Secret } from '../../core/secret.ts';
import { plainText } from '../shared/plain-text.ts';

/**
 * What a template prints for a value, called by ejs with the expression and its value; configuration files get no
 * HTML escapes. Throws for what would be a mistake in any file: undefined, null, NaN, objects and functions.
 */
export function printValue(...given: readonly unknown[]): string {
  const [expression, value] = given;
  // So ejs asks for the name of the file, when it makes an error.
  if (given.length === 1) return String(expression);
  if (typeof value === 'string') return value;
  if (value instanceof Secret) return plainText(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isNaN(value)) return String(value);
  throw new Error(`${String(expression)} is ${nameOf(value)}`);
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return 'a list, which cannot be printed as it is: join it';
  return `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}, which cannot be printed`;
}
