import { locale } from '../../../../../src/modules/locale.ts';
import type { ModuleCase } from '../module-case.ts';

export const localeCase: ModuleCase = {
  module: 'locale',
  before:
    'printf "# eo UTF-8\\n# ours\\nen_IE.UTF-8 UTF-8\\n" >/etc/locale.gen; chmod 640 /etc/locale.gen; locale-gen >/dev/null; sed -i /IE/d /etc/locale.gen; printf "LANG=C.UTF-8\\nLC_TIME=C\\n" >/etc/default/locale',
  tasks: () => [
    locale('default', { name: 'eo', default: true }),
    locale('gone', { name: 'en_IE.UTF-8', state: 'absent' }),
  ],
  look: 'locale -a; cat /etc/locale.gen /etc/default/locale; ls -l --time-style=+%T /etc/locale.gen /etc/default/locale; ls -l /usr/lib/locale | grep -v ^total',
  wrong: {
    call: () => locale('l', { name: 'german' }),
    says: 'name: must be the name of a locale',
  },
};
