import { hostname } from '../../../../../src/modules/hostname.ts';
import type { ModuleCase } from '../module-case.ts';

export const hostnameCase: ModuleCase = {
  module: 'hostname',
  before: 'hostname before; echo before >/etc/hostname',
  tasks: () => [hostname('named', { name: 'after.example.com' })],
  look: 'hostname; stat -c "%a %U" /etc/hostname; cat /etc/hostname',
  wrong: {
    call: () => hostname('h', { name: 'no_name!' }),
    says: 'name: must be letters, digits and hyphens',
  },
};
