import { user } from '../../../../../src/modules/user.ts';
import { userGroup } from '../../../../../src/modules/user-group.ts';
import type { ModuleCase } from '../module-case.ts';

const look =
  "grep -h '^tr_' /etc/passwd /etc/group /etc/gshadow; grep '^tr_' /etc/shadow | cut -d : -f 1,2; ls -ld /home/tr_* 2>&1 | cut -c 1-30";

export const userCase: ModuleCase = {
  module: 'user',
  before:
    'for u in tr_new tr_old; do userdel -rf $u 2>/dev/null; done; groupadd -f tr_group; useradd -m -c "Old" tr_old',
  tasks: () => [
    user('new', { name: 'tr_new', shell: '/bin/bash', groups: ['tr_group'] }),
    user('changed', { name: 'tr_old', comment: 'It’s new', shell: '/bin/sh' }),
  ],
  look,
  wrong: { call: () => user('u', { name: 'no name' }), says: 'name: is not the name of a user' },
};

export const userGroupCase: ModuleCase = {
  module: 'userGroup',
  before: 'for g in tr_gnew tr_gold; do groupdel $g 2>/dev/null; done; groupadd -g 4000 tr_gold',
  tasks: () => [
    userGroup('new', { name: 'tr_gnew', gid: 4001 }),
    userGroup('number', { name: 'tr_gold', gid: 4002 }),
  ],
  look,
  wrong: { call: () => userGroup('g', { name: 'no name' }), says: 'name: is not the name of a user' },
};
