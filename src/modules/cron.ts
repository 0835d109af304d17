import { commandOf, type Step } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { type Query, query } from '../core/query.ts';
import type { Resource } from '../core/resource.ts';
import { type Shell, sh } from '../core/sh.ts';
import { cronText } from './cron/cron-text.ts';
import { type CronParams, cronLine, cronParams } from './cron/params.ts';

interface CronState {
  /** `no-user`: there is no such user; `no-cron`: no program of that name. */
  readonly is: 'crontab' | 'no-cron' | 'no-user';
  readonly text: string;
}

interface CronChange {
  readonly is: 'write';
  readonly after: string;
  readonly words: string;
}

/**
 * A user's crontab has an entry, or has not. Entries that Ansible made are found by their names. Different from Ansible
 * on purpose: a crontab without a line is removed.
 */
export const cron = defineModule({
  name: 'cron',
  summary: "A user's crontab has an entry, found by its name, or has not.",
  example:
    "cron('Old logs are removed at night', { name: 'logs', hour: '3', minute: '0', job: 'find /var/log/app -mtime +30 -delete' })",
  params: cronParams,
  desired: (given) => given,
  inspect: (desired) => crontab(desired),
  plan: (current, desired): readonly CronChange[] => {
    const line = cronLine(desired);
    if (current.is !== 'crontab') return refuse(current, desired);
    const { text: after, words } = cronText(current.text, desired.name, line);
    return after === current.text ? [] : [{ is: 'write', after, words }];
  },
  describe: ({ after, words }, { user }, { text }) => ({
    summary: words,
    diff: { path: `crontab of ${user ?? 'the user'}`, before: text, after },
  }),
  apply: ({ after }, { user }) => written(after, user),
  undo: (_, { user }, { text }) => written(text, user),
});

function refuse({ is }: CronState, { state, user = '' }: CronParams): readonly CronChange[] {
  if (state === 'absent') return [];
  if (is === 'no-user')
    throw new RefusedError(`There is no user ${user}`, { hint: 'Put a task user before.' });
  throw new RefusedError('There is no crontab program on the host', {
    hint: 'Install the package cron (Red Hat: cronie), or use systemdUnit with a timer.',
  });
}

function ofUser(user: string | undefined): Shell {
  return user === undefined ? sh`` : sh`-u ${user}`;
}

function resourcesOf(user: string | undefined): readonly Resource[] {
  return [`file:/var/spool/cron/${user ?? ''}`];
}

function crontab({ user }: CronParams): Query<CronState> {
  const known = user === undefined ? sh`:` : sh`id -- ${user} >/dev/null 2>&1 || { echo no-user; exit 0; }`;
  const script = sh`command -v crontab >/dev/null 2>&1 || { echo no-cron; exit 0; }
${known}
echo crontab; crontab ${ofUser(user)} -l 2>/dev/null || :`;
  return query<CronState>(script, {
    reads: [
      ...resourcesOf(user),
      'package:cron',
      'package:cronie',
      ...(user === undefined ? [] : [`user:${user}` as const]),
    ],
    parse: ({ stdout }) => {
      const end = stdout.indexOf('\n');
      const is = stdout.slice(0, end);
      return { is: is === 'crontab' || is === 'no-user' ? is : 'no-cron', text: stdout.slice(end + 1) };
    },
    afterTouch: (state) => ({ ...state, is: 'crontab' }),
  });
}

/** An empty crontab is none. */
function written(text: string, user: string | undefined): Step {
  const touches = resourcesOf(user);
  if (text === '') return commandOf(sh`crontab ${ofUser(user)} -r 2>/dev/null || :`, { touches });
  return commandOf(sh`crontab ${ofUser(user)} -`, { stdin: text, touches });
}
