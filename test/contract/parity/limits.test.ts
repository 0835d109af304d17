import type { z } from 'zod';
import { limits } from '../../../src/modules/limits.ts';
import { type ParityCase, parity } from './parity.ts';

type Given = Omit<z.input<typeof limits.spec.params>, 'path'>;

/** A title, the file before, what is given to both, and why they differ. */
type Row = readonly [title: string, before: string, given: Given, differs?: string];

const wish = { domain: 'app', type: 'soft', item: 'nofile', value: '64' } as const;
const rows: readonly Row[] = [
  ['writes the first line', '', wish],
  ['adds a line', '# ours\n* hard core 0\n', wish],
  ['keeps a line', 'app\tsoft\tnofile\t64\n', wish],
  ['keeps a line with spaces', 'app soft nofile 64\n', wish],
  ['changes a value', '* hard core 0\napp soft nofile 1\n@x - nproc 5\n', wish],
  ['leaves another type', 'app hard nofile 1\n', wish],
  ['leaves another item', 'app soft nproc 1\n', wish],
  ['leaves a comment', '#app soft nofile 1\n', wish],
  ['says unlimited', 'app soft nofile 1\n', { ...wish, value: 'unlimited' }],
  ['sets both types', '', { ...wish, type: '-' }],
];

const cases = rows.map(
  ([title, before, { domain, type, item, value }, differs]): ParityCase => ({
    title,
    tree: { f: before },
    ansible: (root) => ({
      module: 'community.general.pam_limits',
      params: { dest: `${root}/f`, domain, limit_type: type, limit_item: item, value },
    }),
    ours: (root) => limits(title, { path: `${root}/f`, domain, type, item, value }),
    ...(differs === undefined ? {} : { differs }),
  }),
);

parity('limits.ts', cases);
