import { z } from 'zod';
import type { Shell } from '../../core/sh.ts';
import { absolutePath, permissions } from './params.ts';

/** What every module that writes a whole file takes, beside the content. */
export const fileParams = {
  path: absolutePath
    .refine((path) => !path.endsWith('/'), 'must be the path of a file, without a slash at its end')
    .meta({
      description: 'The file on the host. Its directory must be there; a link is replaced by a file.',
    }),
  ...permissions,
  validate: z
    .custom<(path: Shell) => Shell>((given) => typeof given === 'function', 'must be a function')
    .optional()
    .meta({
      description:
        'Makes a check of the new file before it takes the old one’s place: (path) => sh`visudo -cf ${path}`.',
    }),
  backup: z.boolean().default(false).meta({
    description:
      'Keep what is replaced beside the file, as NAME.DIGEST.TIME~ with the time when it was last changed.',
  }),
  sensitive: z.boolean().default(false).meta({
    description: 'Show neither the content nor what was there before. A Secret is always sensitive.',
  }),
};
