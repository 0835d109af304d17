import { z } from 'zod';
import { absolutePath } from '../shared/params.ts';
import { regexpParam } from '../shared/regexp-param.ts';

const seconds = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
const bytes = { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 } as const;

/** A least value, or with a minus sign a greatest one. */
export interface Bound {
  readonly is: 'least' | 'most';
  readonly value: number;
}

const age = z
  .string()
  .regex(/^-?\d+[smhdw]?$/, "must be a number with s, m, h, d or w, such as '2w' or '-30m'")
  .transform((text): Bound => boundOf(text, seconds));

const size = z
  .string()
  .regex(/^-?\d+[bkmgt]?$/, "must be a number with b, k, m, g or t, such as '10m' or '-1g'")
  .transform((text): Bound => boundOf(text, bytes));

const patterns = z.array(z.union([z.string().min(1), z.instanceof(RegExp)]));

/** What `find` takes. */
export const findParams = z
  .strictObject({
    paths: z
      .array(absolutePath)
      .min(1)
      .meta({ description: 'Directories to look in; what is not there is told, and is no failure.' }),
    patterns: patterns.default([]).meta({
      description:
        "Names that are wanted, one of them: '*.log' as a shell has it, or /^a.*z$/. Default: all.",
    }),
    excludes: patterns.default([]).meta({ description: 'Names that are not wanted.' }),
    useRegex: z
      .boolean()
      .default(false)
      .meta({ description: 'Patterns and excludes that are texts are regular expressions too.' }),
    fileType: z
      .enum(['file', 'directory', 'link', 'any'])
      .default('file')
      .meta({ description: 'What is looked for.' }),
    recurse: z.boolean().default(false).meta({ description: 'Look in directories below too.' }),
    depth: z.int().positive().optional().meta({ description: 'How many levels down, where recurse is set.' }),
    hidden: z.boolean().default(false).meta({ description: 'Names that begin with a dot count too.' }),
    follow: z.boolean().default(false).meta({ description: 'Follow links, and take what is behind for it.' }),
    size: size
      .optional()
      .meta({ description: "Files that are at least so large, '10m', or at most, '-10m'." }),
    age: age.optional().meta({ description: "What is at least so old, '2w', or at most, '-2w'." }),
    ageStamp: z
      .enum(['modified', 'accessed', 'changed'])
      .default('modified')
      .meta({ description: 'From which time the age counts.' }),
    contains: z.string().min(1).optional().meta({
      description: 'A line of the file must match this extended regular expression, as of grep -E.',
    }),
    limit: z
      .int()
      .positive()
      .default(10_000)
      .meta({ description: 'More than so many are a failure, since something is then not as was thought.' }),
  })
  .refine(({ contains, fileType }) => contains === undefined || fileType === 'file', {
    path: ['contains'],
    message: 'is of files only',
  })
  .refine(({ depth, recurse }) => depth === undefined || recurse, {
    path: ['depth'],
    message: 'needs recurse',
  })
  .refine(({ patterns, useRegex }) => useRegex || new Set(patterns.map((one) => typeof one)).size < 2, {
    path: ['patterns'],
    message: 'are either all texts or all regular expressions',
  })
  .transform(({ useRegex, patterns: wanted, excludes, ...rest }, context) => {
    const parsed = [...wanted, ...excludes].map((one) => namePattern(one, useRegex));
    for (const { problem } of parsed) {
      if (problem !== undefined) context.addIssue({ code: 'custom', path: ['patterns'], message: problem });
    }
    const made = parsed.map(({ pattern }) => pattern);
    return { ...rest, patterns: made.slice(0, wanted.length), excludes: made.slice(wanted.length) };
  });

export type FindParams = z.output<typeof findParams>;

interface Parsed {
  readonly pattern: string | RegExp;
  readonly problem: string | undefined;
}

function namePattern(given: string | RegExp, useRegex: boolean): Parsed {
  if (!useRegex && typeof given === 'string') return { pattern: given, problem: undefined };
  const { data, error } = regexpParam.safeParse(given);
  return { pattern: data ?? given, problem: error?.issues[0]?.message };
}

function boundOf(text: string, units: Readonly<Record<string, number>>): Bound {
  const [, minus, number, unit = ''] = /^(-?)(\d+)(\D?)$/.exec(text) ?? [];
  return { is: minus === '-' ? 'most' : 'least', value: Number(number) * (units[unit] ?? 1) };
}
