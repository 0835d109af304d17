import { z } from 'zod';
import { Secret } from '../../core/secret.ts';
import { fileParams } from '../shared/file-params.ts';
import { absolutePath, fileMode, preservableMode } from '../shared/params.ts';

/** What `copy` takes. */
export const copyParams = z
  .strictObject({
    ...fileParams,
    path: absolutePath.meta({
      description:
        'The file on the host, whose directory must be there; a link is replaced. For a directory: where it or what it holds comes to, made if need be.',
    }),
    content: z
      .union([z.string(), z.instanceof(Secret)])
      .optional()
      .meta({ description: 'The text of the file. A Secret is never shown.' }),
    src: z.string().min(1).optional().meta({
      description:
        'A file or directory on the controller, of any size, relative to the directory of the playbook. A directory comes into `path`; with a slash at the end of `src`, what it holds.',
    }),
    mode: preservableMode.optional().meta({
      description:
        "Of files: octal digits in a string, such as '0644', letters as chmod takes them, such as 'u=rw,g=r,o=', or `preserve`: as on the controller.",
    }),
    directoryMode: fileMode
      .optional()
      .meta({ description: 'Of the directories of a tree; path itself only when it is made.' }),
    force: z.boolean().default(true).meta({
      description: 'Bring files up to date that are there already. Otherwise they are left as they are.',
    }),
    localFollow: z.boolean().default(true).meta({
      description: 'In a directory, a link counts as what it leads to. Otherwise links are copied.',
    }),
  })
  .refine(({ content, src }) => (content === undefined) !== (src === undefined), {
    message: 'give either content or src',
  })
  .refine(({ content, path }) => content === undefined || !path.endsWith('/'), {
    path: ['path'],
    message: 'must be the path of a file, without a slash at its end',
  })
  .refine(({ content, mode }) => content === undefined || mode !== 'preserve', {
    path: ['mode'],
    message: 'of content cannot be preserved',
  });

export type CopyParams = z.output<typeof copyParams>;
