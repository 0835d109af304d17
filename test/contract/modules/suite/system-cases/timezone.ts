import { timezone } from '../../../../../src/modules/timezone.ts';
import type { ModuleCase } from '../module-case.ts';

export const timezoneCase: ModuleCase = {
  module: 'timezone',
  before: 'ln -sfn /usr/share/zoneinfo/UTC /etc/localtime; echo UTC >/etc/timezone',
  tasks: () => [timezone('zone', { name: 'Europe/Berlin' })],
  look: 'readlink /etc/localtime; cat /etc/timezone; ls -l /etc/timezone',
  wrong: { call: () => timezone('t', { name: '../etc' }), says: 'name: must be a name of the tz database' },
};
