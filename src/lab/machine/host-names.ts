import { UsageError } from '../../core/errors.ts';

/** The names that were asked for: `3` is the prefix with 1, 2 and 3. Throws a UsageError for names that no host can have. */
export function hostNames(wanted: number | readonly string[], prefix: string): readonly string[] {
  const names =
    typeof wanted === 'number' ? Array.from({ length: wanted }, (_, at) => `${prefix}${at + 1}`) : wanted;
  if (names.length === 0) throw new UsageError('No host of the lab was asked for', { hint: 'Ask for 1.' });
  const wrong = names.find((name) => !/^[a-z][a-z0-9-]{0,30}$/.test(name));
  if (wrong === undefined) return [...new Set(names)];
  throw new UsageError(`"${wrong}" cannot be the name of a host of the lab`, {
    hint: 'Use at most 31 small letters, digits and hyphens, a letter first.',
  });
}
