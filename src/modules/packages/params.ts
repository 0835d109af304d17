import { z } from 'zod';
import { absolutePath } from '../shared/params.ts';

const day = 24 * 60 * 60 * 1000;

const packageName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._+-]*[A-Za-z0-9_+](:[a-z0-9_-]+)?(=[A-Za-z0-9][A-Za-z0-9.+:~^_-]*)?$/,
    'is not the name of a package, with or without =version',
  );

const packageFile = absolutePath.regex(/^[^\n]+\.(?:deb|rpm|apk)$/, 'must end in .deb, .rpm or .apk');

/** The parameters of `packages`. */
export const packagesParams = z
  .strictObject({
    names: z
      .array(z.string().pipe(z.union([packageFile, packageName])))
      .min(1)
      .meta({
        description:
          'Names of packages, each with `=version` where it must be that very version and `:architecture` where it is not the host’s; or package files on the host, by absolute path.',
      }),
    state: z.enum(['present', 'absent', 'latest']).default('present').meta({
      description:
        '`latest`: as new as the package lists of the host offer. `absent`: removed; configuration files stay.',
    }),
    manager: z.enum(['apt', 'dnf', 'zypper', 'apk']).optional().meta({
      description: 'Default: the one that the host has, of several that of its distribution; dnf is yum too.',
    }),
    hold: z.boolean().optional().meta({
      description:
        'Keep them at their version when others are upgraded, or do so no more. What is held already is not made the `latest`. Default: left as it is.',
    }),
    purge: z
      .boolean()
      .default(false)
      .meta({ description: 'With state absent: configuration files go too. For apt.' }),
    autoremove: z.boolean().default(false).meta({
      description:
        'With state absent: what came along with packages and nothing needs any more goes too. By apk always.',
    }),
    allowUnsigned: z
      .boolean()
      .default(false)
      .meta({ description: 'Take packages that nobody has signed, such as a file of your own.' }),
    updateCache: z.boolean().optional().meta({
      description:
        'Refresh the package lists before a change. Default: when they are old, missing, or do not know a package.',
    }),
    cacheValidMs: z.int().nonnegative().default(day).meta({
      description: 'After this time lists are old. For apt: the others have settings of their own.',
    }),
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
  .refine(
    ({ names }) => new Set(names.map((name) => name.replace(/^([^/].*?)=.*/, '$1'))).size === names.length,
    {
      path: ['names'],
      message: 'name each package once',
    },
  )
  .refine(({ names, state }) => state === 'present' || !names.some((name) => name.includes('=')), {
    path: ['names'],
    message: 'a version can be given with state present only',
  })
  .refine(({ names, state }) => state === 'present' || !names.some((name) => name.startsWith('/')), {
    path: ['names'],
    message: 'a file can be given with state present only',
  })
  .refine(({ state, purge, autoremove }) => state === 'absent' || !(purge || autoremove), {
    path: ['state'],
    message: 'must be absent for purge and autoremove',
  })
  .refine(({ state, hold }) => state !== 'absent' || hold === undefined, {
    path: ['hold'],
    message: 'is for packages that are there',
  });

export type PackagesParams = z.output<typeof packagesParams>;
