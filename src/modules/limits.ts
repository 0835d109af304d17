import { z } from 'zod';
import { defineModule } from '../core/module.ts';
import { limitsText } from './limits/limits-text.ts';
import { editParams } from './shared/edit-params.ts';
import { type DesiredEdit, editSteps } from './shared/edit-steps.ts';
import { whenAbsent } from './shared/when-absent.ts';

const items = [
  'as',
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'maxlogins',
  'maxsyslogins',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nonewprivs',
  'nproc',
  'priority',
  'rss',
  'rtprio',
  'sigpending',
  'stack',
] as const;

const params = z
  .strictObject({
    domain: z
      .string()
      .regex(/^[^\s#\0]+$/, 'must be one word, such as app, @group, * or %')
      .meta({
        description: 'For whom: a user, `@group`, `*` for all, or a range of numbers (limits.conf(5)).',
      }),
    type: z
      .enum(['soft', 'hard', '-'])
      .default('-')
      .meta({ description: '`hard` holds, `soft` can be raised up to it, `-` is both.' }),
    item: z.enum(items).meta({ description: 'What is limited.' }),
    value: z
      .union([z.number(), z.string()])
      .transform(String)
      .refine(
        (value) => /^(-?[0-9]+|unlimited|infinity)$/.test(value),
        'must be a whole number, or unlimited',
      )
      .optional()
      .meta({ description: 'How much, in the unit of the item, or `unlimited`.' }),
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'Whether the file says so.' }),
    path: editParams.path.default('/etc/security/limits.d/90-drover.conf').meta({
      description: 'The file, made when it is not there. Of several, the last by name counts.',
    }),
    backup: editParams.backup,
  })
  .refine(({ state, value }) => (state === 'present') === (value !== undefined), {
    path: ['value'],
    error: 'is needed with state present, and has no meaning with absent',
  });

/** Who logs in has a limit (limits.conf(5)). It holds from the next login on; services of systemd have limits of their own. */
export const limits = defineModule({
  name: 'limits',
  summary: 'Who logs in has a limit of resources, or has it no longer.',
  example: "limits('The database may open many files', { domain: 'postgres', item: 'nofile', value: 65536 })",
  params,
  desired: ({ domain, type, item, value, state, path, backup }): DesiredEdit => ({
    path,
    permissions: {},
    validate: undefined,
    backup,
    sensitive: false,
    whenAbsent: whenAbsent(state, true),
    edit: (text) => limitsText(text, { domain, type, item, value }),
  }),
  ...editSteps,
});
