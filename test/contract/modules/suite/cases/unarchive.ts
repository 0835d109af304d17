import { unarchive } from '../../../../../src/modules/unarchive.ts';
import type { ModuleCase } from '../module-case.ts';

export const unarchiveCase: ModuleCase = {
  module: 'unarchive',
  before:
    'mkdir -p tree/sub; echo one >"tree/it\'s"; echo two >tree/sub/two; ln -s sub/two tree/link; tar -czf a.tgz tree; tar -cf a.tar tree; rm -r tree',
  tasks: (place) => [
    unarchive('tar.gz', { src: `${place}/a.tgz`, path: `${place}/-one`, strip: 1 }),
    unarchive('tar', { src: `${place}/a.tar`, path: `${place}/two` }),
  ],
  wrong: {
    call: () => unarchive('u', { src: '/a.tgz', path: 'relative' }),
    says: 'path: must be an absolute path',
  },
};
