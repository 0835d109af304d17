import { z } from 'zod';
import { defineModule } from '../core/module.ts';
import { Secret } from '../core/secret.ts';
import { contentOfFile, contentOfText } from './shared/file-content.ts';
import { fileParams } from './shared/file-params.ts';
import { fileSteps } from './shared/file-steps.ts';

const params = z
  .strictObject({
    ...fileParams,
    content: z
      .union([z.string(), z.instanceof(Secret)])
      .optional()
      .meta({ description: 'The text of the file. A Secret is never shown.' }),
    src: z.string().min(1).optional().meta({
      description: 'A file on the controller, of any size, relative to the directory of the playbook.',
    }),
  })
  .refine(({ content, src }) => (content === undefined) !== (src === undefined), {
    message: 'give either content or src',
  });

/**
 * A file on the host has this content. Compared by SHA-256; replaced in one step. Permissions that are left out stay
 * as they are, and are 0644 for a new file. A link at the path is always replaced by a file.
 */
export const copy = defineModule({
  name: 'copy',
  summary: 'A file on the host has the given content, or that of a file on the controller.',
  example:
    "copy('The message of the day is set', { path: '/etc/motd', content: 'Be kind.\\n', mode: '0644' })",
  params,
  desired: async ({ path, content, src, validate, sensitive, backup, ...permissions }, { directory }) => ({
    path,
    validate,
    backup,
    permissions,
    content:
      content === undefined
        ? await contentOfFile(src ?? '', directory, sensitive)
        : contentOfText(content, sensitive),
  }),
  ...fileSteps,
});
