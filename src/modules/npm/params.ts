import { z } from 'zod';
import { directoryParam } from '../shared/directory-param.ts';

/** What `npm` takes. */
export const npmParams = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^(@[a-z0-9._~-]+\/)?[a-z0-9~][a-z0-9._~-]*$/,
        'must be the name of a package, without a version',
      )
      .optional()
      .meta({ description: 'A package. Default: all that package.json of the path asks for.' }),
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+([-+][A-Za-z0-9.+-]+)?$/, "must be a whole version, such as '1.2.3'")
      .optional()
      .meta({ description: 'The very version that it must have. Default: any.' }),
    path: directoryParam
      .optional()
      .meta({ description: 'The directory of a project on the host, for whose package.json this counts.' }),
    global: z.boolean().default(false).meta({ description: 'For all of the host, in place of a path.' }),
    state: z
      .enum(['present', 'latest', 'absent'])
      .default('present')
      .meta({ description: '`latest`: as the registry says.' }),
    ci: z.boolean().default(false).meta({
      description: 'Exactly what package-lock.json says, by `npm ci`.',
    }),
    production: z.boolean().default(false).meta({ description: 'Without what is for development only.' }),
    ignoreScripts: z.boolean().default(false).meta({ description: 'Run no scripts of packages.' }),
    registry: z
      .url({ protocol: /^https?$/ })
      .refine((url) => !/^[a-z]+:\/\/[^/]*@/.test(url), {
        message: 'holds a name or password, which others could read: put it into .npmrc of the host',
      })
      .optional()
      .meta({ description: 'Where packages come from. Default: as npm of the host is configured.' }),
    timeoutMs: z
      .int()
      .positive()
      .default(30 * 60_000)
      .meta({ description: 'For the whole of a change.' }),
  })
  .refine(({ path, global }) => (path !== undefined) !== global, { message: 'give either path or global' })
  .refine(({ name, global }) => name !== undefined || !global, {
    path: ['name'],
    message: 'is needed with global',
  })
  .refine(
    ({ version, name, state }) => version === undefined || (name !== undefined && state === 'present'),
    {
      path: ['version'],
      message: 'is of a named package that is present',
    },
  )
  .refine(({ state, name }) => state === 'present' || name !== undefined, {
    path: ['name'],
    message: 'is needed: only a named package can be latest or absent',
  })
  .refine(({ ci, name }) => !ci || name === undefined, {
    path: ['ci'],
    message: 'is of the whole project, not of a named package',
  });

export type NpmParams = z.output<typeof npmParams>;
