import type { z } from 'zod';
import { userGroup } from '../../../src/modules/user-group.ts';
import { accounts } from './accounts.ts';
import { type SystemCase, systemParity } from './system-parity.ts';

type Given = Omit<z.input<typeof userGroup.spec.params>, 'name'>;

/** A title, a script before, what is given to both, and why they differ. */
type Row = readonly [title: string, before: string, given: Given, differs?: string];

const rows: readonly Row[] = [
  ['creates a group', '', {}],
  ['creates a group with a number', '', { gid: 4321 }],
  ['creates a system group', '', { system: true }],
  ['keeps a group', 'groupadd tried', {}],
  ['keeps a group with its number', 'groupadd -g 4321 tried', { gid: 4321 }],
  ['changes the number', 'groupadd -g 4321 tried', { gid: 4322 }],
  ['changes the number under a user', 'groupadd -g 4321 tried; useradd -m -g tried triedu', { gid: 4322 }],
  ['gets a number that another has', '', { gid: 1 }],
  ['gets a number that another may have, too', '', { gid: 1, nonUnique: true }],
  ['changes to a number that another has', 'groupadd tried', { gid: 1, nonUnique: true }],
  ['leaves the number of a system group', 'groupadd -g 4321 tried', { system: true }],
  ['removes a group', 'groupadd tried', { state: 'absent' }],
  ['removes nothing', '', { state: 'absent' }],
  ['does not remove the group of a user', 'groupadd tried; useradd -g tried triedu', { state: 'absent' }],
];

const cases = rows.map(([title, before, given, differs]): SystemCase => {
  const { nonUnique, ...same } = given;
  const theirs = nonUnique === undefined ? same : { ...same, non_unique: nonUnique };
  return {
    title,
    before,
    ansible: { module: 'group', params: { name: 'tried', ...theirs } },
    ours: userGroup(title, { name: 'tried', ...given }),
    ...(differs === undefined ? {} : { differs }),
  };
});

systemParity({ source: 'user-group.ts', ...accounts }, cases);
