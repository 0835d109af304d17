import { z } from 'zod';
import type { Progress } from '../../core/command.ts';
import { Secret } from '../../core/secret.ts';
import { absolutePath } from '../shared/params.ts';
import { resourcesParam } from '../shared/resources-param.ts';
import { shellScript, surroundings } from '../shared/shell-params.ts';

/** What is common to all that runs something on a host: when it is due, where and how it runs. */
export const runParams = {
  stdin: z
    .union([z.string(), z.instanceof(Uint8Array), z.instanceof(Secret)])
    .optional()
    .meta({ description: 'What it finds on its standard input: the way for a secret.' }),
  creates: absolutePath.optional().meta({ description: 'Not run when this path is there.' }),
  removes: absolutePath.optional().meta({ description: 'Not run when this path is not there.' }),
  unless: shellScript
    .optional()
    .meta({ description: 'Not run when this ends with exit code 0. It must change nothing.' }),
  onlyIf: shellScript
    .optional()
    .meta({ description: 'Run only when this ends with exit code 0. It must change nothing.' }),
  ...surroundings,
  timeoutMs: z.int().positive().optional().meta({ description: 'Default: 10 minutes.' }),
  touches: resourcesParam.default('everything').meta({
    description: 'All that it may change, if that is known: later tasks then need not look again.',
  }),
  progress: z
    .custom<(line: string) => Progress | undefined>(
      (given) => typeof given === 'function',
      'must be a function',
    )
    .optional()
    .meta({ description: 'Reads one line of its output and returns how far it has come.' }),
};
