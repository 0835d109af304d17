import { z } from 'zod';

const unit = z
  .string()
  .regex(
    /^[A-Za-z0-9:_.\\@-]+\.(service|socket|timer|path|target|mount|automount|swap|slice)$/,
    'must be the name of a unit with its kind, such as app.service or backup@daily.timer',
  );

/** The parameters of `systemdUnit`. */
export const systemdUnitParams = z
  .strictObject({
    name: unit.meta({ description: 'The unit, with its kind: `app.service`, `backup.timer`.' }),
    dropIn: z
      .string()
      .regex(/^[A-Za-z0-9_.@-]+$/, 'must be a plain name')
      .optional()
      .meta({
        description: 'Add to the unit by a file of this name in `NAME.d`, in place of the unit itself.',
      }),
    content: z
      .string()
      .regex(/^\s*(?:[#;][^\n]*\n|\s)*\[[A-Za-z0-9-]+\]/, 'must begin with a section, such as [Service]')
      .optional()
      .meta({ description: 'What the file holds (systemd.unit(5)).' }),
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'Whether the file is there.' }),
    masked: z.boolean().optional().meta({ description: 'Whether nothing can start it. Default: as it is.' }),
  })
  .refine(
    ({ content, state, masked }) => state === 'absent' || content !== undefined || masked !== undefined,
    {
      path: ['content'],
      error: 'is missing: say what the unit holds, or only whether it is masked',
    },
  )
  .refine(({ content, state }) => state === 'present' || content === undefined, {
    path: ['content'],
    error: 'has no meaning where the file is absent',
  })
  .refine(({ content, dropIn, masked }) => masked !== true || content === undefined || dropIn !== undefined, {
    path: ['masked'],
    error: 'a unit that is masked has /dev/null in the place of its file: leave out the content',
  });

export type SystemdUnitParams = z.output<typeof systemdUnitParams>;
