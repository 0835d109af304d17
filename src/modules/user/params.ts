import { z } from 'zod';
import { absolutePath, accountName } from '../shared/params.ts';

const id = z.int().nonnegative().max(4_294_967_294);
const field = (text: string) => !/[:\n]/.test(text);
const fieldRule = 'must hold no colon and no new line';

/** The parameters of `user`. */
export const userParams = z
  .strictObject({
    name: accountName.meta({ description: 'The login name.' }),
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'Whether there is such a user. The home of one that goes stays.' }),
    uid: id.optional().meta({ description: 'Its number. Default: the next that is free.' }),
    group: accountName.optional().meta({ description: 'Its primary group. Default: one of its own name.' }),
    groups: z
      .array(accountName)
      .default([])
      .meta({ description: 'Groups that it is in besides; it stays in others, too.' }),
    exactGroups: z.boolean().default(false).meta({ description: 'It is in no group but `groups`.' }),
    home: absolutePath.refine(field, fieldRule).optional().meta({
      description:
        'Its home directory. For a user that is there, only the entry is changed: nothing is moved.',
    }),
    shell: absolutePath.refine(field, fieldRule).optional().meta({ description: 'Its login shell.' }),
    comment: z
      .string()
      .refine(field, fieldRule)
      .optional()
      .meta({ description: 'Its full name or purpose.' }),
    system: z.boolean().default(false).meta({
      description:
        'A new user gets a number from the range for services. Says nothing about one that is there.',
    }),
    createHome: z
      .boolean()
      .optional()
      .meta({ description: 'A new user gets a home directory. Default: true, for a system user false.' }),
  })
  .meta({ description: 'A user account.' });

/** The parameters of `userGroup`. */
export const userGroupParams = z.strictObject({
  name: accountName.meta({ description: 'The name of the group.' }),
  state: z
    .enum(['present', 'absent'])
    .default('present')
    .meta({ description: 'Whether there is such a group.' }),
  gid: id.optional().meta({ description: 'Its number. Default: the next that is free.' }),
  system: z
    .boolean()
    .default(false)
    .meta({ description: 'A new group gets a number from the range for services.' }),
});

export type UserParams = z.output<typeof userParams>;
export type UserGroupParams = z.output<typeof userGroupParams>;
