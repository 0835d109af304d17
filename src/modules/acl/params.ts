import { z } from 'zod';
import { absolutePath, existingAccount } from '../shared/params.ts';

const rights = z
  .string()
  .regex(/^(?=.)r?w?x?$|^[r-][w-][x-]$/, "must be rights such as 'rw' or 'r-x'")
  .transform((text) => ['r', 'w', 'x'].map((one) => (text.includes(one) ? one : '-')).join(''));

/** What `acl` takes. */
export const aclParams = z
  .strictObject({
    path: absolutePath.meta({ description: 'A file or directory on the host; a link is followed.' }),
    etype: z
      .enum(['user', 'group', 'mask', 'other'])
      .meta({ description: 'Whom the entry is for: a user, a group, the mask, or all others.' }),
    entity: z
      .union([existingAccount, z.string().regex(/^\d+$/)])
      .optional()
      .meta({ description: 'The name or number of the user or group. Left out: the owner or owning group.' }),
    permissions: rights.optional().meta({ description: "The rights, such as 'rwx' or 'r-x'; '---': none." }),
    filePermissions: rights
      .optional()
      .meta({ description: 'Other rights for files, where recursive. Default: as permissions.' }),
    default: z
      .boolean()
      .default(false)
      .meta({ description: 'The entry is one that new files in the directory get.' }),
    recursive: z.boolean().default(false).meta({ description: 'For all below a directory too.' }),
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'Whether there is such an entry.' }),
  })
  .refine(({ state, permissions }) => (state === 'present') === (permissions !== undefined), {
    path: ['permissions'],
    message: 'are needed for an entry that is present, and for no other',
  })
  .refine(({ state, entity }) => state === 'present' || entity !== undefined, {
    path: ['entity'],
    message: 'is needed: only the entry of a named user or group can be absent',
  })
  .refine(({ etype, entity }) => entity === undefined || etype === 'user' || etype === 'group', {
    path: ['entity'],
    message: 'is for a user or a group only',
  });

export type AclParams = z.output<typeof aclParams>;
