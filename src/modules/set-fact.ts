import { z } from 'zod';
import { defineModule } from '../core/module.ts';
import { known } from '../core/query.ts';
import type { Scope } from '../core/scope.ts';
import type { Task, TaskOptions } from '../core/task.ts';

type Values = Readonly<Record<string, unknown>>;

const params = z.strictObject({
  values: z
    .record(z.string(), z.unknown())
    .refine((values) => Object.keys(values).length > 0, 'keeps nothing')
    .meta({ description: 'What to keep, by name; from the host and from what earlier tasks saw.' }),
});

const kept = defineModule({
  name: 'setFact',
  summary: 'Values that are worked out once are known to later tasks.',
  example: `setFact('Where the site is', ({ host }) => ({
  values: { root: \`/srv/\${host.name}\`, workers: host.groups.includes('large') ? 16 : 4 },
}))`,
  params,
  verifies: true,
  desired: ({ values }): Values => values,
  inspect: (values) => known(values),
  plan: (): readonly never[] => [],
  describe: (change: never) => change,
  apply: (change: never) => change,
});

interface Given<V extends Values> {
  readonly values: V;
}

function make<V extends Values>(
  name: string,
  given: Given<V> | ((scope: Scope) => Given<V>),
  options: TaskOptions = {},
): Task<V> {
  // The schema takes the values as they are.
  return kept(name, given, options) as Task<V>;
}

/**
 * Values for later tasks, with their types: `state(task).port` is a number where a number was given. A Secret among
 * them stays one. They are no variables of the host: who uses them names the task.
 */
export const setFact = Object.assign(make, { spec: kept.spec });
