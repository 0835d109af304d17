import { Secret } from '../../../../../src/core/secret.ts';
import { iniFile } from '../../../../../src/modules/ini-file.ts';
import type { ModuleCase } from '../module-case.ts';

const secret = 'a b=c; $(id)';

export const iniFileCase: ModuleCase = {
  module: 'iniFile',
  before:
    'printf "; ours\\r\\n[LOCAL]\\r\\nOld = 1\\r\\n;Other=2" >there.ini; chmod 640 there.ini; printf "[A]\\nb=1\\n" >-real; ln -s ./-real link.ini',
  tasks: (place) => [
    iniFile('changed', { path: `${place}/there.ini`, section: 'LOCAL', options: { Old: null, New: "it's" } }),
    iniFile('new', { path: `${place}/$(new).ini`, option: 'x', value: '`y`', mode: '0600' }),
    iniFile('secret', {
      path: `${place}/link.ini`,
      section: 'A',
      option: 'Password',
      value: new Secret(secret),
    }),
  ],
  wrong: {
    call: () => iniFile('i', { path: 'a.ini', option: 'a', value: 'b' }),
    says: 'path: must be an absolute path',
  },
  secret,
};
