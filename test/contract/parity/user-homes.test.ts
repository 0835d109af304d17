import { accounts } from './accounts.ts';
import { systemParity } from './system-parity.ts';
import { there, type UserRow, userCases } from './user-cases.ts';

const rows: readonly UserRow[] = [
  {
    title: 'removes a user with its home and mail',
    before: `${there}; echo hello >/var/mail/tried`,
    given: { state: 'absent', remove: true },
  },
  {
    title: 'gives a number that another has',
    given: { uid: 1, nonUnique: true },
    theirs: { non_unique: true },
  },
  {
    title: 'changes to a number that another has',
    before: there,
    given: { uid: 1, nonUnique: true },
    theirs: { non_unique: true },
  },
  {
    title: 'moves the home',
    before: `${there}; touch /home/tried/file`,
    given: { home: '/srv/tried', moveHome: true },
  },
  {
    title: 'does not move the home over another',
    before: `${there}; mkdir /srv/tried`,
    given: { home: '/srv/tried', moveHome: true },
    differs: 'it is not moved to where something is',
  },
  {
    title: 'copies a skeleton',
    before: 'mkdir /srv/tried-skel; touch /srv/tried-skel/file',
    given: { skeleton: '/srv/tried-skel' },
  },
  { title: 'makes a home with a umask', given: { umask: '0027' } },
];

systemParity({ source: 'user.ts', ...accounts }, userCases(rows));
