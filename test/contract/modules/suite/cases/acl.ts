import { acl } from '../../../../../src/modules/acl.ts';
import type { ModuleCase } from '../module-case.ts';

export const aclCase: ModuleCase = {
  module: 'acl',
  before:
    'mkdir -p "./-it\'s/sub"; touch "./-it\'s/sub/a b"; ln -s sub "./-it\'s/link"; touch there; setfacl -m u:games:rw,g:games:r there; chmod 600 there; mkdir d; setfacl -d -m u:bin:r d',
  tasks: (place) => [
    acl('all', {
      path: `${place}/-it's`,
      etype: 'user',
      entity: 'bin',
      permissions: 'rwx',
      filePermissions: 'r',
      recursive: true,
    }),
    acl('new', { path: `${place}/there`, etype: 'group', entity: 'bin', permissions: 'r' }),
    acl('gone', { path: `${place}/there`, etype: 'user', entity: 'games', state: 'absent' }),
    acl('default', { path: `${place}/d`, etype: 'user', entity: 'bin', permissions: 'r-x', default: true }),
  ],
  look: 'cd -- "$1" && getfacl -R -P -- . && stat -c "%a %U %G %Y %n" -- *',
  tools: ['getfacl'],
  wrong: {
    call: () => acl('a', { path: '/p', etype: 'user', entity: 'bin', permissions: 'rwz' }),
    says: "permissions: must be rights such as 'rw'",
  },
};
