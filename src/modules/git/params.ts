import { z } from 'zod';
import { directoryParam } from '../shared/directory-param.ts';
import { absolutePath } from '../shared/params.ts';

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
  refspec: z
    .string()
    .regex(/^\+?[^\s~^?[\\+-][^\s~^?[\\]*$/, 'must be a refspec, such as refs/meta/config')
    .optional()
    .meta({
      description:
        'Fetch this too, whenever the tree is brought to another commit: where a commit stands in no branch and no tag.',
    }),
  recursive: z
    .boolean()
    .default(true)
    .meta({ description: 'Also submodules have the commits that are recorded for them, however deep.' }),
  keyFile: absolutePath
    .refine((path) => !/["\\\n]/.test(path), 'must hold no double quotes, backslashes and line breaks')
    .optional()
    .meta({ description: 'The private key for ssh, a file on the host; no other is tried.' }),
  acceptNewHostKey: z.boolean().default(false).meta({
    description:
      'Take the key of a server that the host does not know, and keep it with what is brought; a key that changed is refused.',
  }),
  force: z
    .boolean()
    .default(false)
    .meta({ description: 'Give up changes and commits that were made in the working tree by hand.' }),
});

export type GitParams = z.output<typeof gitParams>;
