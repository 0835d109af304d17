import { file } from '../../../../../src/modules/file.ts';
import type { ModuleCase } from '../module-case.ts';

export const fileCase: ModuleCase = {
  module: 'file',
  before:
    'echo text >there; chmod 600 there; ln -s elsewhere link; mkdir -p full/of; echo it >full/of/it; : >gone',
  tasks: (place) => [
    file('directories', { path: `${place}/new/-inner dir`, state: 'directory', mode: '0750' }),
    file('empty', { path: `${place}/new/empty`, mode: '0604' }),
    file('mode', { path: `${place}/there`, mode: '0644', modificationTime: '2020-01-02T03:04:05Z' }),
    file('letters', {
      path: `${place}/full`,
      state: 'directory',
      recurse: true,
      mode: 'u=rwX,g=rX,o=',
    }),
    file('link', { path: `${place}/link`, state: 'link', target: "it's there" }),
    file('gone', { path: `${place}/gone`, state: 'absent' }),
  ],
  wrong: { call: () => file('f', { path: 'relative' }), says: 'path: must be an absolute path' },
};
