import { z } from 'zod';

const day = 24 * 60 * 60 * 1000;

const packageName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9.+-]*[a-z0-9+](:[a-z0-9-]+)?(=[A-Za-z0-9][A-Za-z0-9.+:~-]*)?$/,
    'is not the name of a package, with or without =version',
  );

/** The parameters of `packages`. */
export const packagesParams = z
  .strictObject({
    names: z
      .array(packageName)
      .min(1)
      .meta({ description: 'Names of packages, each with `=version` where it must be that very version.' }),
    state: z.enum(['present', 'absent', 'latest']).default('present').meta({
      description:
        '`latest`: as new as the package lists of the host offer. `absent`: removed; configuration files stay.',
    }),
    manager: z.literal('apt').optional().meta({ description: 'Default: the one that the host has.' }),
    updateCache: z.boolean().optional().meta({
      description:
        'Refresh the package lists before a change. Default: when they are old, missing, or do not know a package.',
    }),
    cacheValidMs: z.int().nonnegative().default(day).meta({ description: 'After this time lists are old.' }),
    recommends: z.boolean().default(false).meta({ description: 'Install recommended packages too.' }),
    lockTimeoutMs: z
      .int()
      .nonnegative()
      .default(120_000)
      .meta({ description: 'How long to wait while another program installs something.' }),
    timeoutMs: z
      .int()
      .positive()
      .default(30 * 60_000)
      .meta({ description: 'For the whole of a change.' }),
  })
  .refine(({ names }) => new Set(names.map((name) => name.replace(/=.*/, ''))).size === names.length, {
    path: ['names'],
    message: 'name each package once',
  })
  .refine(({ names, state }) => state === 'present' || !names.some((name) => name.includes('=')), {
    path: ['names'],
    message: 'a version can be given with state present only',
  });

export type PackagesParams = z.output<typeof packagesParams>;
