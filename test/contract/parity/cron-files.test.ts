import { type CronRow, cronCases, crontabs, others } from './cron-cases.ts';
import { systemParity } from './system-parity.ts';

const job = '/usr/bin/true';
const rows: readonly CronRow[] = [
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

systemParity(crontabs, cronCases(rows));
