import type { z } from 'zod';
import { mount } from '../../../src/modules/mount.ts';
import { type ParityCase, parity } from './parity.ts';

type Given = Omit<z.input<typeof mount.spec.params>, 'fstab' | 'path'>;

/** A title, the fstab before, what is given to both, and why they differ. */
type Row = readonly [title: string, fstab: string, given: Given, differs?: string];

const disk = { src: '/dev/sdx1', fstype: 'ext4', state: 'present' } as const;
const rows: readonly Row[] = [
  ['writes the first entry', '', disk],
  ['adds an entry', '# ours\n/dev/sda1 / ext4 defaults 0 1\n', disk],
  ['keeps an entry', '/dev/sdx1 /mnt/none ext4 defaults 0 0\n', disk],
  ['keeps an entry in columns', '/dev/sdx1\t/mnt/none\text4\tdefaults\t0  0\n', disk],
  ['changes the source', '/dev/sdy1 /mnt/none ext4 defaults 0 0\n/dev/sda1 / ext4 defaults 0 1\n', disk],
  [
    'changes options',
    '/dev/sdx1 /mnt/none ext4 ro 0 0\n',
    { ...disk, opts: 'nodev,noexec', passno: 2, dump: 1 },
  ],
  ['leaves a comment', '#/dev/sdx1 /mnt/none ext4 defaults 0 0\n', disk],
  ['leaves another below', '/dev/sda1 /mnt/none/a ext4 defaults 0 0\n', disk],
  ['writes a source with a space', '', { ...disk, src: 'LABEL=a b' }],
  [
    'takes an entry out',
    '# ours\n/dev/sdx1 /mnt/none ext4 ro 0 0\n/dev/sda1 / ext4 defaults 0 1\n',
    { state: 'absent' },
  ],
  ['takes out nothing', '/dev/sda1 / ext4 defaults 0 1\n', { state: 'absent' }],
];

const cases = rows.map(
  ([title, fstab, given, differs]): ParityCase => ({
    title,
    tree: { f: fstab },
    ansible: (root) => ({
      module: 'ansible.posix.mount',
      params: { path: '/mnt/none', fstab: `${root}/f`, ...given },
    }),
    ours: (root) => mount(title, { path: '/mnt/none', fstab: `${root}/f`, ...given }),
    ...(differs === undefined ? {} : { differs }),
  }),
);

parity('mount.ts', cases);
