import { z } from 'zod';
import { UsageError } from '../../core/errors.ts';
import { ipv4Subnet } from './ipv4-subnet.ts';

const settings = z.strictObject({
  /** Where the key pair, the hosts and, unless said otherwise, the base trees live. */
  directory: z
    .string()
    .regex(/^\/[^:,\\\s]+$/, 'must be an absolute path without spaces, colons and commas')
    .default('/var/lib/drover-lab'),
  /** The first part of the name of everything the lab makes on this machine: a bridge `drover0`, a table `drover_lab`. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,8}$/, 'must be at most 9 small letters and digits')
    .default('drover'),
  /** Names of hosts when only a number of them is asked for: `practice1`, `practice2` … */
  prefix: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,20}$/, 'must be small letters, digits and hyphens')
    .default('practice'),
  /** The first choice; where another interface uses it, the next free one is taken. */
  subnet: ipv4Subnet.default('10.77.0.0/24'),
  release: z
    .string()
    .regex(/^[a-z]+$/, 'must be the code name of a Debian release')
    .default('bookworm'),
  /** Where base trees are kept, so that several labs can share them. Default: `base` in the directory. */
  bases: z
    .string()
    .regex(/^\/[^:,\\\s]+$/, 'must be an absolute path without spaces, colons and commas')
    .optional(),
});

export type LabOptions = Readonly<z.input<typeof settings>>;
export type LabSettings = Readonly<Omit<z.output<typeof settings>, 'bases'> & { bases: string }>;

/** The options with their defaults. Throws a UsageError that names each wrong one. */
export function labSettings(options: LabOptions): LabSettings {
  const parsed = settings.safeParse(options);
  if (!parsed.success) throw new UsageError(`The lab's options are wrong: ${z.prettifyError(parsed.error)}`);
  const { bases = `${parsed.data.directory}/base`, ...rest } = parsed.data;
  return { ...rest, bases };
}
