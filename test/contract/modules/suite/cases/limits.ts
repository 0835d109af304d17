import { limits } from '../../../../../src/modules/limits.ts';
import type { ModuleCase } from '../module-case.ts';

export const limitsCase: ModuleCase = {
  module: 'limits',
  before:
    'printf "# ours\\n*  soft  core 0 # none\\n@ops - nofile 1\\n*\\tsoft\\tcore\\t1" >there; chmod 640 there; echo "app - nproc 5" >gone',
  tasks: (place) => [
    limits('changed', {
      path: `${place}/there`,
      domain: '*',
      type: 'soft',
      item: 'core',
      value: 'unlimited',
    }),
    limits('gone', { path: `${place}/gone`, domain: 'app', item: 'nproc', state: 'absent' }),
    limits('new', { path: `${place}/-it's new`, domain: '@a', type: 'hard', item: 'nofile', value: 65536 }),
  ],
  wrong: {
    call: () => limits('l', { domain: 'a', item: 'nofile', value: 'many' }),
    says: 'value: must be a whole number, or unlimited',
  },
};
