import { assemble } from '../../../../../src/modules/assemble.ts';
import type { ModuleCase } from '../module-case.ts';

const src = import.meta.dirname;

export const assembleCase: ModuleCase = {
  module: 'assemble',
  before: 'echo old >there; chmod 600 there',
  tasks: (place) => [
    assemble('new', { path: `${place}/it's new`, src, regexp: /^(copy|file)\.ts$/, mode: '0640' }),
    assemble('changed', { path: `${place}/there`, src, regexp: /^file/, delimiter: '// ünï', backup: true }),
  ],
  wrong: {
    call: () => assemble('a', { path: '/f', src, regexp: '(' }),
    says: 'regexp: Invalid regular expression',
  },
};
