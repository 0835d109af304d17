import { assemble } from '../../../src/modules/assemble.ts';
import { parity } from './parity.ts';
import type { Trees } from './tree.ts';

type Options = Readonly<Record<'delimiter' | 'regexp', string>>;

const row = (title: string, tree: Trees, options: Partial<Options> = {}, ignoreHidden = false) => ({
  title,
  tree,
  ansible: (root: string) => ({
    module: 'assemble',
    params: {
      src: `${root}/d`,
      dest: `${root}/f`,
      remote_src: true,
      ignore_hidden: ignoreHidden,
      ...options,
    },
  }),
  ours: (root: string) => assemble(title, { src: `${root}/d`, path: `${root}/f`, ignoreHidden, ...options }),
});

const two = { 'd/1': 'a\n', 'd/2': 'b\n' };

parity('assemble.ts', [
  row('puts two together', two),
  row('puts them together in their order', {
    'd/B': 'B\n',
    'd/a': 'a\n',
    'd/10': '10\n',
    'd/9': '9\n',
    'd/ü': 'ü\n',
  }),
  row('finds them put together', { ...two, f: 'a\nb\n' }),
  row('has no newlines at the ends', { 'd/1': 'a', 'd/2': 'b' }),
  row('has a delimiter', two, { delimiter: '---' }),
  row('has a delimiter with its newline', two, { delimiter: '---\n' }),
  row('has a delimiter and no newlines', { 'd/1': 'a', 'd/2': 'b', 'd/3': 'c' }, { delimiter: '---' }),
  row('has an empty fragment', { 'd/1': 'a', 'd/2': '', 'd/3': 'c' }),
  row('takes some', { ...two, 'd/x.conf': 'x\n' }, { regexp: 'conf$' }),
  row('takes hidden ones', { ...two, 'd/.h': 'h\n' }),
  row('leaves out hidden ones', { ...two, 'd/.h': 'h\n' }, {}, true),
  row('leaves out directories', { ...two, 'd/sub/x': 'x\n' }),
  row('has links', { ...two, 'd/3': { link: '1' } }),
]);
