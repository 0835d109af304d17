import { z } from 'zod';
import { accountName } from '../shared/params.ts';
import { accountId } from '../user/params.ts';

/** The parameters of `userGroup`. */
export const userGroupParams = z
  .strictObject({
    name: accountName.meta({ description: 'The name of the group.' }),
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'Whether there is such a group.' }),
    gid: accountId.optional().meta({ description: 'Its number. Default: the next that is free.' }),
    nonUnique: z
      .boolean()
      .default(false)
      .meta({ description: 'Its number may be one that another has, too.' }),
    system: z
      .boolean()
      .default(false)
      .meta({ description: 'A new group gets a number from the range for services.' }),
  })
  .refine(({ nonUnique, gid }) => !nonUnique || gid !== undefined, {
    path: ['nonUnique'],
    error: 'needs a gid',
  });

export type UserGroupParams = z.output<typeof userGroupParams>;
