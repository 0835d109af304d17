import { blockInFile } from '../../../../../src/modules/block-in-file.ts';
import type { ModuleCase } from '../module-case.ts';

export const blockInFileCase: ModuleCase = {
  module: 'blockInFile',
  before:
    'printf "one\\n# BEGIN DROVER MANAGED BLOCK\\nold\\n# END DROVER MANAGED BLOCK\\ntwo" >there; printf "no newline" >plain',
  tasks: (place) => [
    blockInFile('changed', { path: `${place}/there`, block: "it's\n$(new)" }),
    blockInFile('added', { path: `${place}/plain`, block: 'first', insertBefore: 'BOF', backup: true }),
    blockInFile('new', { path: `${place}/ünï`, block: 'x', create: true, mode: '0600' }),
  ],
  wrong: {
    call: () => blockInFile('b', { path: '/a', block: 'x', marker: '# mine' }),
    says: 'must hold {mark}',
  },
};
