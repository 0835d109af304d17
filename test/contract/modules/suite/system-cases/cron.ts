import { cron } from '../../../../../src/modules/cron.ts';
import type { ModuleCase } from '../module-case.ts';

export const cronCase: ModuleCase = {
  module: 'cron',
  before:
    'printf "MAILTO=ops\\n#Ansible: old\\n0 1 * * * echo old\\n" | crontab -; printf "#Ansible: gone\\n@daily echo gone\\n" | crontab -u man -; printf "@daily echo own\\n" | crontab -u bin -; for u in games mail; do crontab -u $u -r 2>/dev/null; done; rm -f /etc/cron.d/tr_*; printf "#Ansible: gone\\n@daily bin true\\n" >/etc/cron.d/tr_gone',
  tasks: () => [
    cron('new', { name: "it's new", user: 'bin', minute: '*/5', job: 'echo "$HOME" | tee \'/tmp/a b\'' }),
    cron('changed', { name: 'old', specialTime: 'hourly', job: 'echo new', disabled: true }),
    cron('gone', { name: 'gone', user: 'man', state: 'absent' }),
    cron('variable', { name: 'PATH', env: true, value: '/bin:/usr/bin', user: 'mail' }),
    cron('file', { name: 'in a file', cronFile: 'tr_new', user: 'bin', job: 'true' }),
    cron('no file', { name: 'gone', cronFile: 'tr_gone', state: 'absent' }),
    cron('of another', { name: 'other', user: 'games', hour: '3', minute: '0', job: 'true' }),
  ],
  look: 'crontab -l; for u in bin man games mail; do crontab -u $u -l 2>&1; done; tail -n +1 /etc/cron.d/tr_* 2>&1 || :',
  wrong: {
    call: () => cron('c', { name: 'a', minute: '5 5', job: 'b' }),
    says: 'minute: must be a field of crontab',
  },
};
