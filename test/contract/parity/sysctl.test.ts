import type { z } from 'zod';
import { sysctl } from '../../../src/modules/sysctl.ts';
import { type ParityCase, parity } from './parity.ts';

type Given = Omit<z.input<typeof sysctl.spec.params>, 'path' | 'name' | 'running'>;

/** A title, the file before, what is given to both, and why they differ. */
type Row = readonly [title: string, file: string | undefined, given: Given, differs?: string];

const spaced = 'a line that is written has spaces around `=`';
const kept = 'other lines stay as they are';
const rows: readonly Row[] = [
  ['writes the first line', undefined, { value: 1 }, spaced],
  ['adds a line', '# ours\nvm.swappiness=10\n', { value: 1 }, spaced],
  ['keeps a line', '# ours\nnet.ipv4.ip_forward=1\n', { value: 1 }],
  ['keeps a line with spaces', 'net.ipv4.ip_forward = 1\n', { value: 1 }],
  ['keeps others byte for byte', 'vm.swappiness  =  10\nnet.ipv4.ip_forward=0\n', { value: 1 }, kept],
  ['changes a line', '# ours\nnet.ipv4.ip_forward=0\nvm.swappiness=10\n', { value: 1 }, spaced],
  ['leaves a comment', '#net.ipv4.ip_forward=1\n', { value: 1 }, spaced],
  ['leaves a comment by a semicolon', ';net.ipv4.ip_forward=1\n', { value: 1 }, spaced],
  ['takes a line out', '# ours\nnet.ipv4.ip_forward=1\nvm.swappiness=10\n', { state: 'absent' }],
  ['takes nothing out', 'vm.swappiness=10\n', { state: 'absent' }],
];

const name = 'net.ipv4.ip_forward';
const cases = rows.map(
  ([title, file, given, differs]): ParityCase => ({
    title,
    tree: file === undefined ? {} : { f: file },
    ansible: (root) => ({
      module: 'ansible.posix.sysctl',
      params: { name, sysctl_file: `${root}/f`, reload: false, sysctl_set: false, ...given },
    }),
    ours: (root) => sysctl(title, { name, path: `${root}/f`, running: false, ...given }),
    ...(differs === undefined ? {} : { differs }),
  }),
);

parity('sysctl.ts', cases);
