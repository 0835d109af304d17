import { z } from 'zod';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { known } from '../core/query.ts';

const params = z.strictObject({
  that: z.boolean().meta({ description: 'What must be true, usually made from the state of earlier tasks.' }),
  message: z.string().min(1).meta({ description: 'What is wrong when it is not.' }),
  hint: z.string().optional().meta({ description: 'What to do then.' }),
});

/** Something is true. It asks nothing: it is for what earlier tasks saw. */
export const assert = defineModule({
  name: 'assert',
  summary: 'Something that earlier tasks saw is true.',
  example:
    "assert('There is room', { that: Number('12') > 10, message: 'Less than 10 GB are left', hint: 'Make room.' })",
  params,
  verifies: true,
  desired: (given) => given,
  inspect: ({ that }) => known({ holds: that }),
  plan: ({ holds }, { message, hint }): readonly never[] => {
    if (!holds) throw new RefusedError(message, hint === undefined ? {} : { hint });
    return [];
  },
  describe: (change: never) => change,
  apply: (change: never) => change,
});
