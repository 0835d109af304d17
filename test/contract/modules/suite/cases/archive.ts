import { archive } from '../../../../../src/modules/archive.ts';
import type { ModuleCase } from '../module-case.ts';

export const archiveCase: ModuleCase = {
  module: 'archive',
  before:
    'mkdir -p tree/sub; echo one >"tree/-it\'s"; echo two >tree/sub/two; ln -s sub/two tree/link; echo old >old.tar.xz; chmod 600 old.tar.xz',
  tasks: (place) => [
    archive('new', { paths: [`${place}/tree`], dest: `${place}/-new.tgz`, mode: '0640' }),
    archive('changed', { paths: [`${place}/tree/-it's`, `${place}/tree/sub`], dest: `${place}/old.tar.xz` }),
    archive('zip', { paths: [`${place}/tree`], dest: `${place}/new.zip` }),
  ],
  tools: ['zip', 'xz'],
  wrong: {
    call: () => archive('a', { paths: ['/srv/site'], dest: '/srv/site/all.tgz' }),
    says: 'dest: must not be in what is packed',
  },
};
