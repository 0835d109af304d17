import type { z } from 'zod';
import { cron } from '../../../src/modules/cron.ts';
import { type SystemCase, systemParity } from './system-parity.ts';

type Given = Omit<z.input<typeof cron.spec.params>, 'name'>;

/** A title, the crontab before, what is given to both, and why they differ. */
type Row = readonly [title: string, before: string, given: Given, differs?: string];

const job = '/usr/bin/true';
const own = `#Ansible: tried\n0 3 * * * ${job}\n`;
const others = `# ours\nMAILTO=root\n5 5 * * * /usr/bin/other\n`;
const rows: readonly Row[] = [
  ['writes the first entry', '', { job }],
  [
    'writes an entry at a time',
    '',
    { job, minute: '*/5', hour: '1-3', day: '1,15', month: '2', weekday: '0-5' },
  ],
  ['adds an entry', others, { job, hour: '3', minute: '0' }],
  ['keeps an entry', `${others}${own}`, { job, hour: '3', minute: '0' }],
  ['changes an entry', `${own}${others}`, { job, hour: '4', minute: '0' }],
  ['changes the job', `${own}${others}`, { job: `${job} a "b" 'c' $d`, hour: '3', minute: '0' }],
  ['writes a special time', '', { job, specialTime: 'daily' }],
  ['changes to a special time', own, { job, specialTime: 'reboot' }],
  ['switches an entry off', own, { job, hour: '3', minute: '0', disabled: true }],
  ['switches an entry on', own.replace('0 3', '#0 3'), { job, hour: '3', minute: '0' }],
  ['gives an entry without a name its name', `0 3 * * * ${job}\n`, { job, hour: '3', minute: '0' }],
  ['takes an entry out', `${others}${own}6 6 * * * /usr/bin/last\n`, { state: 'absent' }],
  ['takes the only entry out', own, { state: 'absent' }, 'a crontab without a line is removed'],
  ['leaves the same job of another name', own.replace('tried', 'other'), { job, hour: '3', minute: '0' }],
  ['takes nothing out', others, { state: 'absent' }],
  ['has no crontab to take it out of', '', { state: 'absent' }],
  ['is for another user', '', { job, user: 'nobody' }],
  ['is for nobody there', '', { job, user: 'no-such' }],
  ['sets a variable first', others, { env: true, value: '/bin:/usr/bin' }],
  ['sets a variable after another', others, { env: true, value: '', insertAfter: 'MAILTO' }],
  ['sets a variable before another', others, { env: true, value: "it's", insertBefore: 'MAILTO' }],
  ['does not find the other', others, { env: true, value: '1', insertBefore: 'NONE' }],
  ['changes a variable', `tried=1\n${others}`, { env: true, value: '2' }],
  ['keeps a variable where it is', `${others}tried="2"\n`, { env: true, value: '2', insertBefore: 'MAILTO' }],
  ['takes a variable out', `${others}tried=2\n`, { env: true, state: 'absent' }],
  ['makes a file', '', { job, cronFile: 'tried', user: 'nobody', hour: '3', minute: '0' }],
  ['makes a file elsewhere', '', { job, cronFile: '/srv/tried cron', user: 'root', specialTime: 'reboot' }],
  ['changes a file', '', { job, cronFile: 'there', user: 'root', disabled: true }],
  ['keeps a file', '', { job: 'true', cronFile: 'there', user: 'root' }],
  ['takes an entry out of a file, and the file', '', { cronFile: 'there', state: 'absent' }],
  ['takes nothing out of a file', '', { cronFile: 'other', state: 'absent' }],
  ['has no file to take it out of', '', { cronFile: 'none', state: 'absent' }],
  [
    'sets a variable in a file',
    '',
    { env: true, value: '1', cronFile: 'other' },
    'a variable in a file needs no `user`',
  ],
  ['sets a variable in a file for a user', '', { env: true, value: '1', cronFile: 'other', user: 'root' }],
];

const cases = rows.map(([title, before, given, differs]): SystemCase => {
  const { specialTime, cronFile, insertAfter, insertBefore, ...same } = given;
  const others = {
    special_time: specialTime,
    cron_file: cronFile,
    insertafter: insertAfter,
    insertbefore: insertBefore,
  };
  return {
    title,
    before: before === '' ? '' : `crontab - <<'END'\n${before}END\n`,
    ansible: {
      module: 'cron',
      params: {
        name: 'tried',
        ...same,
        ...Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined)),
      },
    },
    ours: cron(title, { name: 'tried', ...given }),
    ...(differs === undefined ? {} : { differs }),
  };
});

systemParity(
  {
    source: 'cron.ts',
    programs: ['crontab'],
    begin: 'mkdir -p /var/spool/cron/crontabs /etc/cron.d; chmod 1730 /var/spool/cron/crontabs',
    reset: `rm -f /var/spool/cron/crontabs/* /etc/cron.d/* /srv/tried*
printf '#Ansible: tried\\n* * * * * root true\\n' >/etc/cron.d/there; printf 'M=1\\n' >/etc/cron.d/other`,
    look: 'cd /var/spool/cron/crontabs; for f in *; do echo "$f"; grep -v "^# .*\\(DO NOT EDIT\\|installed on\\|Cron version\\)" "$f"; done 2>/dev/null; cd /; for f in /etc/cron.d/* /srv/tried*; do [ ! -e "$f" ] || { stat -c "%n %A %U" "$f"; cat "$f"; }; done; :',
  },
  cases,
);
