import { commandOf, type Step } from '../../core/command.ts';
import { RefusedError } from '../../core/errors.ts';
import { type Query, query } from '../../core/query.ts';
import type { Resource } from '../../core/resource.ts';
import { type Shell, sh } from '../../core/sh.ts';
import { bytesOfText } from '../shared/bytes-of-text.ts';
import { printText, textPrinted } from '../shared/printed-text.ts';
import type { CronParams } from './params.ts';

export interface Crontab {
  /** `no-user`: there is no such user; `no-cron`: no program of that name. */
  readonly is: 'crontab' | 'no-cron' | 'no-user';
  /** Bytes that are no UTF-8 stand in it as `textOfBytes` has it. */
  readonly text: string;
  /** False in check mode, where something before would change it. */
  readonly isCertain: boolean;
}

// What stands in braces after a dollar sign would be a value of the template.
const withoutDot = sh`{t%.}`;

/** Asks for the crontab of a user; undefined: of who runs the task. */
export function crontab(user: string | undefined): Query<Crontab> {
  const known = user === undefined ? sh`:` : sh`id -- ${user} >/dev/null 2>&1 || { echo no-user; exit 0; }`;
  const script = sh`command -v crontab >/dev/null 2>&1 || { echo no-cron; exit 0; }
${known}
m=$(crontab ${ofUser(user)} -l 2>&1 >/dev/null) || case $m in
*'no crontab for'* | *"can't open"*) ;; *) printf '%s\n' "$m" >&2; exit 1 ;; esac
echo crontab; t=$(crontab ${ofUser(user)} -l 2>/dev/null; echo .)
t=$${withoutDot}; ${printText((program) => sh`_p "$t" | ${program}`)}`;
  return query<Crontab>(script, {
    reads: [
      ...resourcesOf(user),
      'package:cron',
      'package:cronie',
      ...(user === undefined ? [] : [`user:${user}` as const]),
    ],
    parse: ({ stdout }) => {
      const [is = '', how = '', ...printed] = stdout.split('\n');
      const text = textPrinted(how, printed.join('\n'));
      return { is: is === 'crontab' || is === 'no-user' ? is : 'no-cron', text, isCertain: true };
    },
    afterTouch: (state) => ({ ...state, is: 'crontab', isCertain: false }),
  });
}

/** Throws a RefusedError when there can be no crontab in which something is. */
export function requireCrontab({ is }: Crontab, { user = '' }: CronParams): void {
  if (is === 'no-user')
    throw new RefusedError(`There is no user ${user}`, { hint: 'Put a task user before.' });
  if (is === 'crontab') return;
  throw new RefusedError('There is no crontab program on the host', {
    hint: 'Install the package cron (Red Hat: cronie), or use systemdUnit with a timer.',
  });
}

/** An empty crontab is none. */
export function writeCrontab(text: string, user: string | undefined): Step {
  const touches = resourcesOf(user);
  if (text === '') return commandOf(sh`crontab ${ofUser(user)} -r 2>/dev/null || :`, { touches });
  const stdin = text.isWellFormed() ? text : bytesOfText(text);
  return commandOf(sh`crontab ${ofUser(user)} -`, { stdin, touches });
}

function ofUser(user: string | undefined): Shell {
  return user === undefined ? sh`` : sh`-u ${user}`;
}

function resourcesOf(user: string | undefined): readonly Resource[] {
  return [`file:/var/spool/cron/${user ?? ''}`];
}
