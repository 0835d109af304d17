import { didYouMean } from './did-you-mean.ts';
import { DefinitionError } from './errors.ts';

const shared = ['when', 'tags', 'become'];
const known = {
  task: [...shared, 'ignoreErrors', 'notify', 'timeoutMs', 'retries', 'retryDelayMs'],
  group: [...shared, 'ignoreErrors'],
  transaction: shared,
} as const;
const wholeNumbers = { timeoutMs: 1, retries: 0, retryDelayMs: 0 } as const;

/**
 * Throws a DefinitionError for options that a task, group or transaction does not have: types are left out before a
 * playbook runs, so nobody has checked them by then.
 */
export function refuseWrongOptions(is: keyof typeof known, name: string, options: object): void {
  const names = known[is];
  const unknown = Object.keys(options).find((key) => !names.includes(key));
  if (unknown !== undefined) {
    throw new DefinitionError(`The option "${unknown}" of "${name}" is not one of a ${is}`, {
      hint: didYouMean(unknown, names),
    });
  }
  const given = new Map<string, unknown>(Object.entries(options));
  for (const [key, least] of Object.entries(wholeNumbers)) {
    const value = given.get(key);
    if (value === undefined || (Number.isSafeInteger(value) && Number(value) >= least)) continue;
    throw wrongValue(name, key, { value, must: `a whole number from ${least} on` });
  }
  const ignores = given.get('ignoreErrors');
  if (ignores === undefined || typeof ignores === 'boolean') return;
  throw wrongValue(name, 'ignoreErrors', { value: ignores, must: 'true or false' });
}

function wrongValue(
  name: string,
  key: string,
  { value, must }: { readonly value: unknown; readonly must: string },
): DefinitionError {
  const shown = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return new DefinitionError(`The option ${key} of "${name}" is ${shown}, and must be ${must}`);
}
