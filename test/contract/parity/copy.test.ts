import type { z } from 'zod';
import { copy } from '../../../src/modules/copy.ts';
import { template } from '../../../src/modules/template.ts';
import { type EditRow, editCases } from './edit-cases.ts';
import { parity } from './parity.ts';

type Given = Omit<z.input<typeof copy.spec.params>, 'path'>;

const text = { content: 'text\n' };

const rows: readonly EditRow<Given>[] = [
  ['makes a file', {}, text, text],
  ['finds a file', 'text\n', text, text],
  ['replaces a file', 'old', text, text],
  ['replaces an empty file', '', text, text],
  ['empties a file', 'old', { content: '' }, { content: '' }],
  ['makes a file with a mode', {}, { ...text, mode: '0600' }, { ...text, mode: '0600' }],
  ['keeps the mode', { f: { text: 'old', mode: 0o640 } }, text, text],
  ['sets the mode of a file that is right', 'text\n', { ...text, mode: '0640' }, { ...text, mode: '0640' }],
  [
    'sets the owner',
    'old',
    { ...text, owner: 'daemon', group: 'daemon' },
    { ...text, owner: 'daemon', group: 'daemon' },
  ],
  ['keeps CRLF, tabs and no newline at the end', {}, { content: 'a\r\n\tb' }, { content: 'a\r\n\tb' }],
  ['knows characters', {}, { content: 'ünï 😀\n' }, { content: 'ünï 😀\n' }],
  ['keeps what was there', 'old', { ...text, backup: true }, { ...text, backup: true }],
  [
    'refuses where there is no directory',
    { d: '' },
    { ...text, dest: '/nowhere/at/all/f' },
    { ...text, path: '/nowhere/at/all/f' } as Given,
  ],
  ['has a link', { f: { link: 'real' }, real: 'old' }, text, text],
  ['refuses a directory', { f: { directory: 0o755 } }, text, text],
];

const copies = editCases('copy', copy, rows).map((one) => ({
  ...one,
  ansible: (root: string) => {
    const { module, params } = one.ansible(root);
    const { path, ...rest } = params;
    return { module, params: { dest: path, ...rest } };
  },
}));

parity('copy.ts', copies);

/** The same literal text, through either side's template language. */
const templates = ['', 'a', 'a\n', 'a\n\n', '\na\n', 'a\r\nb\r\n', 'ünï $x \\n <b>"\n', '  a\t\n'].map(
  (literal) => ({
    title: `template ${JSON.stringify(literal)}`,
    tree: { f: 'old', 't.src': literal },
    ansible: (root: string) => ({ module: 'template', params: { src: `${root}/t.src`, dest: `${root}/f` } }),
    ours: (root: string) => template('t', { path: `${root}/f`, src: `${root}/t.src` }),
    ...(literal.includes('\r') ? { differs: 'line ends stay as the template has them' } : {}),
  }),
);

parity('template.ts', templates);
