import { z } from 'zod';
import { directoryParam } from '../shared/directory-param.ts';
import { existingAccount } from '../shared/params.ts';

const word = /^[^\s\0]+$/;
const line = z.string().regex(/^[^\n\0]+$/, 'must be one line');

/** The parameters of `sudoers`. */
export const sudoersParams = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9_-]+$/, 'must be letters, digits, - and _: sudo leaves out names with a dot')
      .meta({ description: 'The name of the file in the directory.' }),
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'Whether the file is there.' }),
    user: existingAccount.optional().meta({ description: 'Who may.' }),
    group: existingAccount.optional().meta({ description: 'Instead of a user: the group that may.' }),
    commands: z.array(line).min(1).optional().meta({
      description:
        'What they may, as sudoers(5) has it: full paths with arguments, or `ALL`. A comma, colon or equals sign in it takes a backslash.',
    }),
    runAs: z.string().regex(word, 'must be one word').optional().meta({
      description: 'As whom: `postgres`, `ALL`, `user:group`. Default: root only.',
    }),
    host: z
      .string()
      .regex(word, 'must be one word')
      .default('ALL')
      .meta({ description: 'On which hosts, for a file that many have.' }),
    noPassword: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether no password is asked for, as in Ansible.' }),
    noExec: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether the command is kept from starting others.' }),
    setEnv: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether variables may be set on the command line.' }),
    content: z
      .string()
      .min(1)
      .refine((text) => text.endsWith('\n') && !text.includes('\0'), 'must end with a newline')
      .optional()
      .meta({ description: 'Instead of a rule: all that the file holds.' }),
    directory: directoryParam
      .default('/etc/sudoers.d')
      .meta({ description: 'The directory that sudo reads.' }),
  })
  .refine(({ user, group }) => user === undefined || group === undefined, {
    path: ['group'],
    error: 'has no meaning beside a user',
  })
  .refine(
    ({ state, content, user, group, commands }) =>
      state === 'absent' || (content !== undefined) !== ((user ?? group ?? commands) !== undefined),
    { path: ['content'], error: 'give either the content, or who may and which commands' },
  )
  .refine(
    ({ state, content, user, group, commands }) =>
      state === 'absent' ||
      content !== undefined ||
      (commands !== undefined && (user ?? group) !== undefined),
    { path: ['commands'], error: 'a rule needs commands, and a user or group' },
  );

export type SudoersParams = z.output<typeof sudoersParams>;
