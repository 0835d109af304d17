import { type CronRow, cronCases, crontabs, others } from './cron-cases.ts';
import { systemParity } from './system-parity.ts';

const job = '/usr/bin/true';
const own = `#Ansible: tried\n0 3 * * * ${job}\n`;
const rows: readonly CronRow[] = [
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
];

systemParity(crontabs, cronCases(rows));
