import { z } from 'zod';

/** Which instance a module is about. */
export const instanceParam = z
  .strictObject({
    product: z.enum(['cache', 'iris']),
    directory: z.string().startsWith('/'),
    user: z.string().optional(),
  })
  .meta({ description: 'The instance: its product, its directory, and who may run sessions.' });
