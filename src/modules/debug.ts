import { inspect } from 'node:util';
import { z } from 'zod';
import { defineModule } from '../core/module.ts';
import { known } from '../core/query.ts';

const params = z
  .strictObject({
    message: z.string().min(1).optional().meta({ description: 'What to say.' }),
    value: z
      .unknown()
      .optional()
      .meta({ description: 'What to show as it is, such as the state of an earlier task.' }),
  })
  .refine(({ message, value }) => (message === undefined) !== (value === undefined), {
    message: 'give either message or value',
  });

/** Shows a message or a value beside the tasks of a host, in a check too. Secrets stay hidden. */
export const debug = defineModule({
  name: 'debug',
  summary: 'A message or a value is shown while the run goes on.',
  example: `debug('What the host is', ({ host }) => ({ value: { name: host.name, groups: host.groups } }))`,
  params,
  verifies: true,
  desired: ({ message, value }) => message ?? inspect(value, { depth: 8, maxArrayLength: 1000 }),
  inspect: () => known({ shown: true }),
  plan: (): readonly never[] => [],
  describe: (change: never) => change,
  apply: (change: never) => change,
  tell: (_, text) => text.split('\n'),
});
