import type { z } from 'zod';
import { closestName } from '../../../core/closest-name.ts';
import { keysAt } from './keys-at.ts';

/** What is wrong with a value that does not fit a schema, in words, with the name that was probably meant. */
export function problemOf(issue: z.core.$ZodIssue, schema: z.ZodType, value: unknown): string {
  const at = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    const place = at === '' ? '' : `${at}.`;
    const named = issue.keys.map((key) => `"${place}${key}"${meant(key, known)}`);
    return `there is no ${named.join(', ')}`;
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const given = valueAt(value, issue.path);
    const suggestion = typeof given === 'string' ? meant(given, values) : '';
    return `${at}${given === undefined ? ' is missing: it' : ''} must be one of ${values.join(', ')}${suggestion}`;
  }
  const complaint = issue.message.replace(/^Invalid input: /, '').replace(/, received undefined$/, '');
  if (at === '') return complaint;
  return valueAt(value, issue.path) === undefined ? `${at} is missing (${complaint})` : `${at}: ${complaint}`;
}

function meant(wrong: string, names: readonly string[]): string {
  const near = closestName(wrong, names);
  return near === undefined ? '' : ` (did you mean "${near}"?)`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (within, key) =>
      typeof within === 'object' && within !== null
        ? Object.entries(within).find(([name]) => name === String(key))?.[1]
        : undefined,
    value,
  );
}
