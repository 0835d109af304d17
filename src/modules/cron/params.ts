import { z } from 'zod';
import { absolutePath, accountName } from '../shared/params.ts';

const field = z
  .string()
  .regex(/^[0-9A-Za-z*,/-]+$/, 'must be a field of crontab(5), such as 5, */10, 1-5 or *')
  .default('*');
const plain = (what: string) =>
  z
    .string()
    .min(1)
    .regex(/^[^\n\0]*$/, `${what} is one line`);
const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of a variable');

const params = z.strictObject({
  name: plain('a name').meta({
    description: 'What the entry is found by: a comment above it. With `env`, the name of the variable.',
  }),
  job: plain('a job').optional().meta({ description: 'What is run. A `%` in it means a new line to cron.' }),
  state: z
    .enum(['present', 'absent'])
    .default('present')
    .meta({ description: 'Whether the entry is there.' }),
  user: accountName.optional().meta({
    description: 'Whose crontab, or who runs the job of a `cronFile`. Default: the user who runs the task.',
  }),
  cronFile: z
    .union(
      [
        absolutePath.refine(
          (path) => path !== '/etc/crontab',
          'must not be /etc/crontab, which is of the system',
        ),
        z.string().regex(/^[A-Za-z0-9_-]+$/),
      ],
      { error: (issue) => cronFileRule(issue.input) },
    )
    .optional()
    .meta({
      description:
        'A file of the system in place of a crontab: its name in `/etc/cron.d`, or its path. Made when it is not there, and removed with its last line.',
    }),
  minute: field.meta({ description: 'Minutes, 0 to 59.' }),
  hour: field.meta({ description: 'Hours, 0 to 23.' }),
  day: field.meta({ description: 'Days of the month, 1 to 31.' }),
  month: field.meta({ description: 'Months, 1 to 12 or jan to dec.' }),
  weekday: field.meta({ description: 'Days of the week, 0 to 7 or sun to sat.' }),
  specialTime: z
    .enum(['reboot', 'yearly', 'annually', 'monthly', 'weekly', 'daily', 'hourly'])
    .optional()
    .meta({ description: 'In place of the five fields.' }),
  disabled: z.boolean().default(false).meta({ description: 'Whether the entry is there as a comment only.' }),
  env: z.boolean().default(false).meta({
    description: 'The entry is a variable for the jobs below it. A new one comes first.',
  }),
  value: z
    .string()
    .regex(/^[^\n\0"]*$/, 'must be one line without double quotes')
    .optional()
    .meta({ description: 'With `env`, what the variable holds.' }),
  insertAfter: variable.optional().meta({
    description: 'With `env`, the variable that a new one comes after.',
  }),
  insertBefore: variable.optional().meta({
    description: 'With `env`, the variable that a new one comes before.',
  }),
});

/** The parameters of `cron`. */
export const cronParams = params.superRefine((given, context) => {
  for (const [path, message] of problemsOf(given))
    context.addIssue({ code: 'custom', path: [path], message });
});

export type CronParams = z.output<typeof cronParams>;

/** The line of a crontab; undefined where there should be none. A file of the system says who runs it. */
export function cronLine(given: CronParams): string | undefined {
  const { job, minute, hour, day, month, weekday, specialTime, disabled, cronFile, user } = given;
  if (job === undefined) return undefined;
  const when = specialTime === undefined ? `${minute} ${hour} ${day} ${month} ${weekday}` : `@${specialTime}`;
  const who = cronFile === undefined ? '' : `${user} `;
  return `${disabled ? '#' : ''}${when} ${who}${job}`;
}

function problemsOf(given: z.output<typeof params>): readonly (readonly [string, string])[] {
  const { env, state, job, value, insertAfter, insertBefore, cronFile, user, name } = given;
  const isThere = state === 'present';
  const content = env ? value : job;
  const places = [insertAfter, insertBefore].filter((one) => one !== undefined);
  const rules: readonly (readonly [boolean, string, string])[] = [
    [
      isThere === (content !== undefined),
      env ? 'value' : 'job',
      'is needed with state present, and has no meaning with absent',
    ],
    [!env || job === undefined, 'job', 'has no meaning with env: give value'],
    [env || value === undefined, 'value', 'has a meaning with env only'],
    [env || places.length === 0, 'env', 'must be true with insertAfter or insertBefore'],
    [places.length < 2, 'insertBefore', 'has no meaning with insertAfter'],
    [!env || variable.safeParse(name).success, 'name', 'must be the name of a variable with env'],
    [cronFile === undefined || env || !isThere || user !== undefined, 'user', 'is needed with cronFile'],
  ];
  return rules.flatMap(([holds, path, message]) => (holds ? [] : [[path, message] as const]));
}

function cronFileRule(given: unknown): string {
  if (given === '/etc/crontab') return 'must not be /etc/crontab, which is of the system';
  return 'must be an absolute path, or a name of letters, digits, - and _: cron reads no other in /etc/cron.d';
}
