import { z } from 'zod';
import type { Shell } from '../../core/sh.ts';
import { absolutePath } from './params.ts';

/** A script made with `sh`, which quotes every value. */
export const shellScript = z.custom<Shell>(
  (given) => typeof given === 'object' && given !== null && 'text' in given && !('is' in given),
  'must be made with sh`…`, which quotes its values',
);

const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Where and with which variables a script runs. */
export const surroundings = {
  directory: absolutePath.optional().meta({ description: 'The directory to run in.' }),
  environment: z
    .record(z.string(), z.string())
    .refine(
      (given) => Object.keys(given).every((key) => variableName.test(key)),
      'holds what is no variable name',
    )
    .default({})
    .meta({ description: 'Variables for it. No place for a secret: others can read them. Use stdin.' }),
};
