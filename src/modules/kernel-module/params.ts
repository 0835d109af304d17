import { z } from 'zod';

/** The parameters of `kernelModule`. */
export const kernelModuleParams = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'must be the name of a module, such as br_netfilter')
      .meta({ description: 'The module of the kernel: `br_netfilter`.' }),
    state: z.enum(['present', 'absent', 'blacklisted']).default('present').meta({
      description:
        'With `absent` it is not loaded and nothing loads it at the start; with `blacklisted` nothing can load it by name either.',
    }),
    options: z
      .record(
        z.string().regex(/^[A-Za-z0-9_]+$/, 'is no name of an option'),
        z.union([z.number(), z.string().regex(/^[^\s\0]+$/)]),
      )
      .optional()
      .meta({ description: 'Options, which hold when it is loaded the next time. Default: as they are.' }),
    persistent: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether it is loaded when the host starts (modules-load.d(5)).' }),
    loaded: z.boolean().default(true).meta({
      description: 'Whether the state holds for the kernel now too, and not only after the next start.',
    }),
  })
  .refine(({ state, options }) => state === 'present' || options === undefined, {
    path: ['options'],
    error: 'have no meaning for a module that is not loaded',
  });

export type KernelModuleParams = z.output<typeof kernelModuleParams>;
