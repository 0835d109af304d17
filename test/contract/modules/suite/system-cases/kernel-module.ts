import { kernelModule } from '../../../../../src/modules/kernel-module.ts';
import type { ModuleCase } from '../module-case.ts';

export const kernelModuleCase: ModuleCase = {
  module: 'kernelModule',
  before:
    'mkdir -p /etc/modprobe.d; cd /etc; rm -f mod*/tried*; printf "# ours\\nblacklist tried_one\\noptions other a=1\\n" >modprobe.d/tried_one.conf; chmod 600 modprobe.d/tried_one.conf; echo tried-two >modules-load.d/tried_two.conf',
  // A guest shares its kernel with the machine that it runs on, which loads no module for it.
  tasks: () => [
    kernelModule('at the start', { name: 'tried_one', options: { debug: 1, mode: 'a,b' }, loaded: false }),
    kernelModule('gone', { name: 'tried_two', state: 'absent' }),
    kernelModule('never', { name: 'tried_three', state: 'blacklisted' }),
  ],
  look: 'cd /etc; ls -l --time-style=+%T mod*/tried*; cat mod*/tried*',
  wrong: {
    call: () => kernelModule('k', { name: '../a' }),
    says: 'name: must be the name of a module',
  },
};
