import { absolutePath } from './params.ts';

/** A directory on the host other than its root, without a slash at its end: names can be made from it. */
export const directoryParam = absolutePath
  .transform((path) => path.replace(/\/+$/, ''))
  .refine((path) => path !== '', 'must not be the root directory')
  .meta({ description: 'An absolute path of a directory on the host.' });
