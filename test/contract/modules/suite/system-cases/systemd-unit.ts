import { systemdUnit } from '../../../../../src/modules/systemd-unit.ts';
import type { ModuleCase } from '../module-case.ts';

export const systemdUnitCase: ModuleCase = {
  module: 'systemdUnit',
  before:
    'cd /etc/systemd/system; rm -rf tried* other.timer; printf "[Service]\\nExecStart=/bin/true\\n" >tried-old.service; chmod 600 tried-old.service; printf "[Timer]\\nOnCalendar=daily\\n" >other.timer; systemctl unmask tried-masked.service 2>/dev/null; systemctl daemon-reload',
  tasks: () => [
    systemdUnit('new', { name: 'tried@.service', content: '[Service]\nExecStart=/bin/echo %i\n' }),
    systemdUnit('changed', { name: 'tried-old.service', content: '[Service]\nExecStart=/bin/false\n' }),
    systemdUnit('drop-in', { name: 'other.timer', dropIn: 'often', content: '[Timer]\nOnCalendar=hourly\n' }),
    systemdUnit('masked', { name: 'tried-masked.service', masked: true }),
  ],
  look: 'cd /etc/systemd/system; ls -lR --time-style=+%T tried* other*; cat tried* other.timer* 2>/dev/null; systemctl show -p NeedDaemonReload,ExecStart tried-old.service | sed "s/start_time.*//"; systemctl show -p TimersCalendar other.timer | sed "s/next_elapse.*//"',
  wrong: {
    call: () => systemdUnit('u', { name: 'app', content: '[Service]\n' }),
    says: 'name: must be the name of a unit with its kind',
  },
};
