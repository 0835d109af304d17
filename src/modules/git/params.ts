import { z } from 'zod';
import { directoryParam } from '../shared/directory-param.ts';

/** What `git` takes. */
export const gitParams = z.strictObject({
  repo: z
    .string()
    .min(1)
    .refine((repo) => !repo.startsWith('-'), 'must not begin with a dash')
    .refine((repo) => !/^[a-z+]+:\/\/[^/@]*:[^/@]+@/.test(repo), {
      message: 'holds a password, which others could read: use a key or a credential helper of the host',
    })
    .meta({ description: 'The address of the repository as the host reaches it, or a path on the host.' }),
  dest: directoryParam.meta({
    description: 'The directory of the working tree; the one above must be there.',
  }),
  version: z
    .string()
    .regex(/^[^\s~^:?*[\\-][^\s~^:?*[\\]*$/, 'must be a branch, a tag, a ref or the full name of a commit')
    .default('HEAD')
    .meta({ description: 'A branch, a tag, refs/…, or all digits of a commit; HEAD: the default branch.' }),
  remote: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'must be the name of a remote')
    .default('origin')
    .meta({ description: 'The name of the remote in the working tree.' }),
  depth: z
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Bring only so many commits of the history. What is there already stays.' }),
  force: z
    .boolean()
    .default(false)
    .meta({ description: 'Give up changes and commits that were made in the working tree by hand.' }),
});

export type GitParams = z.output<typeof gitParams>;
