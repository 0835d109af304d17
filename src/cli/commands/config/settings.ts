import { z } from 'zod';
import type { DroverConfig } from '../../../define-config.ts';

const list = z.union([
  z
    .string()
    .min(1)
    .transform((one) => [one]),
  z.array(z.string().min(1)),
]);

/** Every setting of a configuration file: its type, what it says, and what holds without it. */
export const settings = z.strictObject({
  inventory: list.optional().meta({ description: 'Where hosts are, as -i.', without: 'none' }),
  forks: z.int().positive().optional().meta({ description: 'Hosts at a time, as -f.', without: '20' }),
  atMost: z
    .record(z.string(), z.int().positive())
    .optional()
    .meta({ description: 'Hosts at a time of a group, rack or bastion, as --at-most.', without: 'none' }),
  preflight: z
    .enum(['each', 'all', 'only', 'none'])
    .optional()
    .meta({ description: 'When hosts are looked at, as --preflight.', without: 'each' }),
  lookAhead: z.boolean().optional().meta({
    description: 'Whether tasks are looked at ahead of their turn; --no-look-ahead.',
    without: 'true',
  }),
  diff: z
    .boolean()
    .optional()
    .meta({ description: 'Whether changed text is shown line by line, as -D.', without: 'false' }),
  vaultPasswordFile: list
    .optional()
    .meta({ description: 'Files or executables with vault passwords.', without: 'none' }),
  vaultId: list.optional().meta({ description: 'Vault passwords by label, as --vault-id.', without: 'none' }),
} satisfies Readonly<Record<keyof DroverConfig, z.ZodType>>);

export type Settings = z.output<typeof settings>;
