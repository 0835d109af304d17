import { readFile } from 'node:fs/promises';
import { UsageError } from '../core/errors.ts';
import { practiceRecord } from './practice-record.ts';

/** A host to practise on, as the inventory wants it. */
export interface PracticeHost {
  readonly name: string;
  readonly vars: Readonly<Record<string, unknown>>;
}

/**
 * The practice hosts that `drover lab up` started from this working directory, in the shape of an inventory file's
 * `hosts`. Throws a UsageError when there are none.
 */
export async function practiceHosts(): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
  const text = await readFile(practiceRecord(), 'utf8').catch((cause: unknown) => {
    throw new UsageError('No practice host is up', {
      cause,
      hint: 'Start one: npm run lab up. For your own hosts, take practice.ts out of the inventory.',
    });
  });
  const hosts: readonly PracticeHost[] = JSON.parse(text);
  return Object.fromEntries(hosts.map(({ name, vars }) => [name, vars]));
}
