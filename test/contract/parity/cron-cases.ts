import type { z } from 'zod';
import { cron } from '../../../src/modules/cron.ts';
import type { SystemCase, SystemSuite } from './system-parity.ts';

type Given = Omit<z.input<typeof cron.spec.params>, 'name'>;

/** A title, the crontab before, what is given to both, and why they differ. */
export type CronRow = readonly [title: string, before: string, given: Given, differs?: string];

export const others = `# ours\nMAILTO=root\n5 5 * * * /usr/bin/other\n`;

/** How crontabs and files of cron are seen, and taken away again. */
export const crontabs: SystemSuite = {
  source: 'cron.ts',
  programs: ['crontab'],
  begin: 'mkdir -p /var/spool/cron/crontabs /etc/cron.d; chmod 1730 /var/spool/cron/crontabs',
  reset: `rm -f /var/spool/cron/crontabs/* /etc/cron.d/* /srv/tried*
printf '#Ansible: tried\\n* * * * * root true\\n' >/etc/cron.d/there; printf 'M=1\\n' >/etc/cron.d/other`,
  look: 'cd /var/spool/cron/crontabs; for f in *; do echo "$f"; grep -v "^# .*\\(DO NOT EDIT\\|installed on\\|Cron version\\)" "$f"; done 2>/dev/null; cd /; for f in /etc/cron.d/* /srv/tried*; do [ ! -e "$f" ] || { stat -c "%n %A %U" "$f"; cat "$f"; }; done; :',
};

/** What both make of the crontab. */
export function cronCases(rows: readonly CronRow[]): readonly SystemCase[] {
  return rows.map(([title, before, given, differs]) => {
    const { specialTime, cronFile, insertAfter, insertBefore, ...same } = given;
    const renamed = {
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
          ...Object.fromEntries(Object.entries(renamed).filter(([, value]) => value !== undefined)),
        },
      },
      ours: cron(title, { name: 'tried', ...given }),
      ...(differs === undefined ? {} : { differs }),
    };
  });
}
