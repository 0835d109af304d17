import { Secret } from '../../../../../src/core/secret.ts';
import { copy } from '../../../../../src/modules/copy.ts';
import type { ModuleCase } from '../module-case.ts';

const secret = 'correct horse battery staple';

export const copyCase: ModuleCase = {
  module: 'copy',
  before: "printf 'old\\n' >there; chmod 600 there; ln -s elsewhere link",
  tasks: (place) => [
    copy('new', { path: `${place}/it's new`, content: 'text, ünï\n', mode: '0640' }),
    copy('changed', { path: `${place}/there`, content: 'no newline' }),
    copy('instead of a link', { path: `${place}/link`, content: '' }),
    copy('secret', { path: `${place}/key`, content: new Secret(secret), mode: '0600' }),
  ],
  wrong: { call: () => copy('c', { path: 'relative', content: '' }), says: 'path: must be an absolute path' },
  secret,
};
