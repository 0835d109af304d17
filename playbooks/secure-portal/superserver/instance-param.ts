import { z } from 'zod';

/** Which instance a module is about. */
export const instanceParam = z
  .strictObject({
    product: z.enum(['cache', 'iris']),
    directory: z.string().startsWith('/'),
    name: z.string().optional(),
    cpfFile: z.string().optional(),
    user: z.string().optional(),
  })
  .meta({ description: 'The instance: its product, directory and name, and who may run sessions.' });
