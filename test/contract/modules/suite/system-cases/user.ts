import { Secret } from '../../../../../src/core/secret.ts';
import { user } from '../../../../../src/modules/user.ts';
import { userGroup } from '../../../../../src/modules/user-group.ts';
import type { ModuleCase } from '../module-case.ts';

const look =
  "grep -h '^tr_' /etc/passwd /etc/group /etc/gshadow | sort; grep '^tr_' /etc/shadow | sort; for d in /home/tr_* /home/tr_*/.ssh /home/tr_*/.ssh/*; do [ ! -e $d ] || stat -c '%n %A %U' $d; done; cat /var/mail/tr_* 2>/dev/null || :";

const secret = '$6$saltsalt$aHashThatNobodyMaySee';

export const userCase: ModuleCase = {
  module: 'user',
  before:
    "for u in tr_new tr_old tr_out tr_lock; do userdel -rf $u 2>/dev/null; done; rm -rf /home/tr_* /srv/tr_old; groupadd -f tr_group; useradd -m -c \"Old\" tr_old; useradd -m -p '$6$out$hash' tr_out; useradd -m -p '$6$lock$hash' tr_lock; for u in tr_out tr_lock; do chage -d 20000 -M 99 $u; echo mail >/var/mail/$u; chown $u /var/mail/$u; done",
  tasks: () => [
    user('new', {
      name: 'tr_new',
      shell: '/bin/bash',
      groups: ['tr_group'],
      password: new Secret(secret),
      umask: '0077',
      generateSshKey: true,
    }),
    user('changed', {
      name: 'tr_old',
      comment: 'It’s new',
      shell: '/bin/sh',
      home: '/srv/tr_old',
      moveHome: true,
      expires: '2030-01-31',
    }),
    user('locked', { name: 'tr_lock', password: new Secret(secret), passwordLock: true }),
    user('out', { name: 'tr_out', state: 'absent', remove: true }),
  ],
  look,
  secret,
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
