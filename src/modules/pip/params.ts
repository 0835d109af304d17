import { z } from 'zod';
import { directoryParam } from '../shared/directory-param.ts';
import { absolutePath } from '../shared/params.ts';

const requirement = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*(\[[A-Za-z0-9._, -]+\])?\s*(([=<>!~]=?|===)\s*[A-Za-z0-9.*+!_-]+(\s*,\s*([=<>!~]=?|===)\s*[A-Za-z0-9.*+!_-]+)*)?$/,
    "must be a package, with or without a version: 'flask', 'flask==3.0', 'flask>=2,<4'",
  );

/** What `pip` takes. */
export const pipParams = z
  .strictObject({
    names: z
      .array(requirement)
      .min(1)
      .optional()
      .meta({ description: "Packages, each with a version where it matters: `'flask>=2,<4'`." }),
    requirements: absolutePath
      .optional()
      .meta({ description: 'A file of requirements on the host, in place of names or beside them.' }),
    state: z
      .enum(['present', 'latest', 'absent'])
      .default('present')
      .meta({ description: '`latest`: as new as the index and the requirements allow.' }),
    virtualenv: directoryParam
      .optional()
      .meta({ description: 'The virtual environment to install in; made when it is not there.' }),
    executable: z
      .string()
      .regex(/^[^\s-]\S*$/, 'must be the name or path of a Python')
      .default('python3')
      .meta({ description: 'The Python whose packages these are, or that makes the virtual environment.' }),
    virtualenvSitePackages: z
      .boolean()
      .default(false)
      .meta({ description: 'A virtual environment that is made sees the packages of the system too.' }),
    indexUrl: z
      .url({ protocol: /^(https?|file)$/ })
      .refine((url) => !/^[a-z]+:\/\/[^/]*@/.test(url), {
        message: 'holds a name or password, which others could read: put it into pip.conf of the host',
      })
      .optional()
      .meta({ description: 'Where packages come from. Default: as pip of the host is configured.' }),
    findLinks: absolutePath
      .optional()
      .meta({ description: 'A directory on the host in which packages are looked for too.' }),
    extraArgs: z
      .array(z.string().min(1))
      .default([])
      .meta({ description: 'More words for `pip install`, such as `--no-index`. No place for a secret.' }),
    breakSystemPackages: z.boolean().default(false).meta({
      description: 'Install where the distribution says that only its own package manager should.',
    }),
    timeoutMs: z
      .int()
      .positive()
      .default(30 * 60_000)
      .meta({ description: 'For the whole of a change.' }),
  })
  .refine(({ names, requirements }) => names !== undefined || requirements !== undefined, {
    message: 'give names or requirements',
  })
  .refine(({ state, names = [] }) => state !== 'absent' || names.every((one) => /^[\w.-]+$/.test(one)), {
    path: ['names'],
    message: 'have no version when they are to be absent',
  });

export type PipParams = z.output<typeof pipParams>;
