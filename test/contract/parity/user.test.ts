import { accounts } from './accounts.ts';
import { systemParity } from './system-parity.ts';
import { there, type UserRow, userCases } from './user-cases.ts';

const rows: readonly UserRow[] = [
  { title: 'creates a user' },
  {
    title: 'creates a user as it is described',
    before: 'groupadd triedg; groupadd triedh',
    given: {
      uid: 4321,
      group: 'triedg',
      groups: ['triedh'],
      home: '/srv/tried',
      shell: '/bin/false',
      comment: 'A user, tried',
    },
  },
  { title: 'creates a user without a home', given: { createHome: false } },
  { title: 'creates a system user with a home', given: { system: true, createHome: true } },
  {
    title: 'creates a system user',
    given: { system: true },
    differs: 'a system user gets no home unless `createHome` says so',
  },
  { title: 'keeps a user', before: there },
  {
    title: 'keeps a user as it is described',
    before: there,
    given: { shell: '/bin/sh', comment: 'Somebody' },
  },
  {
    title: 'changes the shell and the comment',
    before: there,
    given: { shell: '/bin/bash', comment: 'Else' },
  },
  { title: 'takes the comment away', before: there, given: { comment: '' } },
  { title: 'changes the number', before: there, given: { uid: 4322 } },
  {
    title: 'changes the entry of the home',
    before: there,
    given: { home: '/srv/tried' },
    differs: 'the home of a user that is there is not made, and moved only by `moveHome`',
  },
  { title: 'changes the primary group', before: `groupadd triedg; ${there}`, given: { group: 'triedg' } },
  {
    title: 'joins groups and stays in others',
    before: `groupadd triedg; groupadd triedh; ${there} -G triedg`,
    given: { groups: ['triedh'] },
    theirs: { append: true },
  },
  {
    title: 'is in exactly these groups',
    before: `groupadd triedg; groupadd triedh; ${there} -G triedg`,
    given: { groups: ['triedh'], exactGroups: true },
  },
  {
    title: 'is in no other group',
    before: `groupadd triedg; ${there} -G triedg`,
    given: { groups: [], exactGroups: true },
    theirs: { groups: '' },
  },
  {
    title: 'joins groups by default',
    before: `groupadd triedg; groupadd triedh; ${there} -G triedg`,
    given: { groups: ['triedh'] },
    differs: 'it stays in groups that are not named, unless `exactGroups` is set',
  },
  { title: 'does not find a group', given: { groups: ['tried-none'] } },
  { title: 'does not find the primary group', given: { group: 'tried-none' } },
  { title: 'gets a number that another has', given: { uid: 1 } },
  { title: 'removes a user, and leaves its home', before: there, given: { state: 'absent' } },
  { title: 'removes nobody', given: { state: 'absent' } },
];

systemParity({ source: 'user.ts', ...accounts }, userCases(rows));
