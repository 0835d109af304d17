import { z } from 'zod';
import { fileParams } from './file-params.ts';

/** What every module that edits a text file takes, beside the edit itself. */
export const editParams = {
  ...fileParams,
  path: fileParams.path.meta({
    description:
      'The file on the host: text of at most 1 MiB, in UTF-8 or an older encoding, which stays. A link is followed, and stays.',
  }),
  create: z.boolean().default(false).meta({
    description: 'Make the file if it is not there. Its directory must be there.',
  }),
  sensitive: z.boolean().default(false).meta({
    description: 'Show nothing of the file. Always so when a Secret is put into it.',
  }),
};
