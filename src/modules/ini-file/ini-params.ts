import { z } from 'zod';
import { editParams } from '../shared/edit-params.ts';
import { lineParam } from '../shared/line-param.ts';
import { plainText } from '../shared/plain-text.ts';

const value = lineParam.refine(
  (given) => plainText(given).trim() === plainText(given),
  'cannot begin or end with a blank, which an INI file does not keep',
);
const values = z.array(value).min(1);
const option = z.string().regex(/^[^\s=[#;\0]([^\n\r\0=]*[^\s\0=])?$/, 'is not the name of an option');

/** What the module takes. */
export const iniParams = z
  .strictObject({
    ...editParams,
    create: editParams.create.default(true),
    state: z.enum(['present', 'absent']).default('present').meta({
      description: 'Whether the option, or without one the section, should be there.',
    }),
    section: z
      .string()
      .regex(/^[^\s\0\]]([^\n\r\0\]]*[^\s\0\]])?$/, 'is not the name of a section')
      .optional()
      .meta({
        description: 'The section, the first of that name. Left out: what stands before the first section.',
      }),
    option: option.optional().meta({ description: 'The option. Left out: the section itself.' }),
    value: value.optional().meta({ description: 'Its value. A Secret is never shown.' }),
    values: values.optional().meta({
      description: 'Several values, each on a line of its own, instead of one.',
    }),
    options: z
      .record(option, z.union([value, values, z.null()]))
      .optional()
      .meta({
        description:
          'Several options at once, instead of one: { Port: "1972", Password: secret, Old: null }. Null: it should not be there.',
      }),
    exclusive: z.boolean().default(true).meta({
      description:
        'No other lines of the option; with state `absent`, all of its lines go, whatever the value.',
    }),
    noExtraSpaces: z.boolean().optional().meta({
      description:
        'Write `a=b`; false: `a = b`. Left out: as the line that is changed has it, or the first of its section.',
    }),
    allowNoValue: z.boolean().default(false).meta({ description: 'The option may stand without a value.' }),
    ignoreCase: z.boolean().default(false).meta({
      description:
        'Find the section and the option in capital and small letters alike; they stay as written.',
    }),
    modifyInactive: z.boolean().default(true).meta({
      description: 'Where the option is only in a comment, put it in the place of that comment.',
    }),
  })
  .refine(
    ({ section, option: one, options }) => (section ?? one ?? options) !== undefined,
    'give a section, an option or both',
  )
  .refine(
    (given) => given.options === undefined || (given.option ?? given.value ?? given.values) === undefined,
    'give option or options, not both',
  )
  .refine(
    ({ state, options }) => state === 'present' || options === undefined,
    'options says by null what should be absent: leave out state',
  )
  .refine(
    (given) => given.value === undefined || given.values === undefined,
    'give value or values, not both',
  )
  .refine(
    (given) => given.option !== undefined || (given.value ?? given.values) === undefined,
    'a value needs an option',
  )
  .refine(
    ({ state, allowNoValue, ...given }) =>
      state === 'absent' ||
      given.option === undefined ||
      allowNoValue ||
      (given.value ?? given.values) !== undefined,
    'an option that should be present needs a value, values or allowNoValue',
  );
