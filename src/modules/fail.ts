import { z } from 'zod';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { known } from '../core/query.ts';

const params = z.strictObject({
  message: z.string().min(1).meta({ description: 'Why the run must not go on here.' }),
  hint: z.string().optional().meta({ description: 'What to do then.' }),
});

/** The host fails here, in a check too. With `when` it fails only where something is so; `assert` says it the other way. */
export const fail = defineModule({
  name: 'fail',
  summary: 'The host takes no further part, for a reason that is given.',
  example: `fail('Only Debian is prepared for', { message: 'This host has no apt', hint: 'Leave it out by --limit.' }, {
  when: ({ host }) => host.vars['os'] !== 'debian',
})`,
  params,
  verifies: true,
  desired: (given) => given,
  inspect: () => known({ holds: false }),
  plan: (_, { message, hint }): readonly never[] => {
    throw new RefusedError(message, hint === undefined ? {} : { hint });
  },
  describe: (change: never) => change,
  apply: (change: never) => change,
});
