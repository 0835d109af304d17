import { z } from 'zod';
import { directoryParam } from '../shared/directory-param.ts';
import { absolutePath } from '../shared/params.ts';
import { shellScript, surroundings } from '../shared/shell-params.ts';

const words = z.array(z.string());

/** The parameters of `compile`. */
export const compileParams = z
  .strictObject({
    source: directoryParam.meta({ description: 'Sources, unpacked by `unarchive`.' }),
    buildSystem: z.enum(['autotools', 'cmake', 'make']).default('autotools').meta({
      description: 'What the sources are built by: their `configure`, CMake, or a Makefile as it is.',
    }),
    prefix: directoryParam.meta({
      description: 'The directory that configure or CMake is told; for a Makefile, its PREFIX and prefix.',
    }),
    staging: directoryParam.optional().meta({
      description: 'Installs below this directory (DESTDIR), so that nothing that runs is touched.',
    }),
    configure: words.default([]).meta({
      description: 'Flags for configure or CMake beside the prefix, or variables for a Makefile.',
    }),
    make: words.default([]).meta({ description: 'Arguments for make, such as `V=1`.' }),
    environment: surroundings.environment,
    prepare: shellScript.optional().meta({
      description: 'Runs in a copy of the sources before configure. It has to end itself when it fails.',
    }),
    inputs: words.default([]).meta({
      description: 'What else the result depends on: paths of files or unpacked archives, or any text.',
    }),
    tools: words.optional().meta({
      description:
        'Programs that must be there before anything starts. Default: cc, make and, where it is used, cmake.',
    }),
    jobs: z.int().positive().optional().meta({ description: 'Default: as many as the host has processors.' }),
    log: absolutePath.optional().meta({ description: 'Default: beside the sources.' }),
    cache: directoryParam.optional().meta({
      description:
        'Keeps what was built, by stamp, also for other hosts that share it. Who can write here decides what is installed.',
    }),
    timeoutMs: z
      .int()
      .positive()
      .default(60 * 60_000),
  })
  .refine(({ cache, staging }) => cache === undefined || staging !== undefined, {
    message: 'cache needs staging: a tree can be kept only where it stands alone',
  });

export type CompileParams = z.output<typeof compileParams>;
