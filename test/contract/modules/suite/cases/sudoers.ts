import { sudoers } from '../../../../../src/modules/sudoers.ts';
import type { ModuleCase } from '../module-case.ts';

export const sudoersCase: ModuleCase = {
  module: 'sudoers',
  before:
    'printf "old ALL=(ALL) ALL\\n" >changed; chmod 644 changed; chown 1:1 changed; echo "x ALL=ALL" >gone; chmod 440 gone',
  tasks: (directory) => [
    sudoers('new', {
      directory,
      name: 'new',
      group: 'ops',
      commands: ['/bin/echo it\'s "$HOME"', '/bin/ls'],
    }),
    sudoers('changed', { directory, name: 'changed', content: '# ours\nada ALL=(ALL) ALL\n' }),
    sudoers('gone', { directory, name: 'gone', state: 'absent' }),
  ],
  wrong: {
    call: () => sudoers('s', { name: 'a.b', user: 'ada', commands: ['ALL'] }),
    says: 'name: must be letters, digits, - and _',
  },
  needsRoot: 'rules of sudo belong to root',
};
