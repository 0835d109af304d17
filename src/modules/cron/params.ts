import { z } from 'zod';
import { accountName } from '../shared/params.ts';

const field = z
  .string()
  .regex(/^[0-9A-Za-z*,/-]+$/, 'must be a field of crontab(5), such as 5, */10, 1-5 or *')
  .default('*');
const plain = (what: string) =>
  z
    .string()
    .min(1)
    .regex(/^[^\n\0]*$/, `${what} is one line`);

/** The parameters of `cron`. */
export const cronParams = z
  .strictObject({
    name: plain('a name').meta({ description: 'What the entry is found by: a comment above it.' }),
    job: plain('a job')
      .optional()
      .meta({ description: 'What is run. A `%` in it means a new line to cron.' }),
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'Whether the entry is there.' }),
    user: accountName.optional().meta({ description: 'Whose crontab. Default: the user who runs the task.' }),
    minute: field.meta({ description: 'Minutes, 0 to 59.' }),
    hour: field.meta({ description: 'Hours, 0 to 23.' }),
    day: field.meta({ description: 'Days of the month, 1 to 31.' }),
    month: field.meta({ description: 'Months, 1 to 12 or jan to dec.' }),
    weekday: field.meta({ description: 'Days of the week, 0 to 7 or sun to sat.' }),
    specialTime: z
      .enum(['reboot', 'yearly', 'annually', 'monthly', 'weekly', 'daily', 'hourly'])
      .optional()
      .meta({ description: 'In place of the five fields.' }),
    disabled: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether the entry is there as a comment only.' }),
  })
  .refine(({ state, job }) => (state === 'present') === (job !== undefined), {
    path: ['job'],
    error: 'is needed with state present, and has no meaning with absent',
  });

export type CronParams = z.output<typeof cronParams>;

/** The line of a crontab; undefined where there should be none. */
export function cronLine(given: CronParams): string | undefined {
  const { job, minute, hour, day, month, weekday, specialTime, disabled } = given;
  if (job === undefined) return undefined;
  const when = specialTime === undefined ? `${minute} ${hour} ${day} ${month} ${weekday}` : `@${specialTime}`;
  return `${disabled ? '#' : ''}${when} ${job}`;
}
