import type { z } from 'zod';
import { copy } from '../../../src/modules/copy.ts';
import { template } from '../../../src/modules/template.ts';
import { type EditRow, editCases } from './edit-cases.ts';
import { parity } from './parity.ts';
import type { Trees } from './tree.ts';

type Given = Omit<z.input<typeof copy.spec.params>, 'path'>;

const text = { content: 'text\n' };

const rows: readonly EditRow<Given>[] = [
  ['makes a file', {}, text, text],
  ['finds a file', 'text\n', text, text],
  ['replaces a file', 'old', text, text],
  ['replaces an empty file', '', text, text],
  ['empties a file', 'old', { content: '' }, { content: '' }],
  ['makes a file with a mode', {}, { ...text, mode: '0600' }, { ...text, mode: '0600' }],
  ['makes a file with letters', {}, { ...text, mode: 'u+x,o=' }, { ...text, mode: 'u+x,o=' }],
  [
    'sets letters on a file that is replaced',
    { f: { text: 'old', mode: 0o640 } },
    { ...text, mode: 'g+w', owner: '1', group: 1 },
    { ...text, mode: 'g+w', owner: '1', group: 1 },
  ],
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
  [
    'leaves what is there',
    'old',
    { ...text, force: false, mode: '0600' },
    { ...text, force: false, mode: '0600' },
  ],
  ['makes what is not there', {}, { ...text, force: false }, { ...text, force: false }],
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

interface TreeGiven {
  readonly src?: string;
  readonly mode?: string;
  readonly directoryMode?: string;
  readonly owner?: string;
  readonly group?: string;
  readonly force?: boolean;
  readonly localFollow?: boolean;
}

/**
 * A tree `src` that comes to `f`; what both sides are given, under the names of ours. None has one file only: of that,
 * Ansible says what became of the last directory.
 */
const treeRows: readonly (readonly [title: string, tree: Trees, given: TreeGiven, differs?: string])[] = [
  ['makes what a directory holds', { 'src/d/e/f': 'text', 'src/g': { text: 'run', mode: 0o755 } }, {}],
  ['makes the directory', { 'src/d/f': 'text', 'src/g': 'text' }, { src: 'src' }],
  [
    'makes the directory in one that is there',
    { 'src/d/f': 'text', 'src/g': 'text', 'f/g': 'other' },
    { src: 'src' },
  ],
  ['makes empty directories', { 'src/f': 'text', 'src/d/e': { directory: 0o755 } }, {}],
  ['makes an empty directory', { src: { directory: 0o755 } }, {}, 'holds nothing is made too'],
  ['makes odd names', { "src/it's $x/ünï \n*": 'text', 'src/-n': '' }, {}],
  [
    'replaces what differs',
    {
      'src/d/f': 'after',
      'src/same': 'same',
      'f/d/f': { text: 'before', mode: 0o640 },
      'f/same': 'same',
      'f/other': '',
    },
    {},
  ],
  [
    'sets modes of new files and directories',
    { 'src/d/f': 'text', 'src/g': 'text' },
    { mode: '0640', directoryMode: '0750' },
  ],
  [
    'sets modes of files and directories that are there',
    { 'src/d/f': 'text', 'f/d': { directory: 0o755 }, 'f/d/f': 'text' },
    { mode: '0640', directoryMode: '0750' },
  ],
  [
    'keeps modes',
    { 'src/d/f': { text: 'x', mode: 0o751 }, 'src/g': { text: '', mode: 0o600 } },
    { mode: 'preserve' },
  ],
  ['sets owners', { 'src/d/f': 'text', 'src/g': '', 'f/g': 'old' }, { owner: 'daemon', group: 'daemon' }],
  [
    'leaves what is there',
    { 'src/f': 'after', 'src/g': 'new', 'f/f': { text: 'before', mode: 0o600 } },
    { force: false },
  ],
  [
    'follows links',
    { 'src/d/f': 'text', 'src/l': { link: 'd' }, 'src/m': { link: 'd/f' }, 'src/n': { link: 'nowhere' } },
    {},
  ],
  [
    'keeps links',
    { 'src/d/f': 'text', 'src/l': { link: 'd' }, 'src/n': { link: 'nowhere' } },
    { localFollow: false },
  ],
  [
    'replaces links',
    { 'src/l': { link: 'd' }, 'src/f': 'text', 'f/l': { link: 'e' }, 'f/f': { link: 'x' } },
    { localFollow: false },
  ],
  ['replaces a file by a link', { 'src/l': { link: 'nowhere' }, 'f/l': 'text' }, {}],
  ['refuses a directory where a file is', { 'src/d/f': 'text', 'f/d': 'file' }, {}],
  [
    'goes through a link to a directory',
    { 'src/d/f': 'text', 'src/d/g': 'text', 'f/d': { link: '../real' }, real: { directory: 0o755 } },
    {},
  ],
];

const theirNames: Readonly<Record<string, string>> = {
  directoryMode: 'directory_mode',
  localFollow: 'local_follow',
};

const trees = treeRows.map(([title, tree, { src = 'src/', ...given }, differs]) => ({
  title: `tree: ${title}`,
  tree,
  ansible: (root: string) => {
    const theirs = Object.entries(given).map(([name, value]) => [theirNames[name] ?? name, value]);
    return {
      module: 'copy',
      params: { ...Object.fromEntries(theirs), src: `${root}/${src}`, dest: `${root}/f` },
    };
  },
  ours: (root: string) => copy('t', { ...given, src: `${root}/${src}`, path: `${root}/f` }),
  ...(differs === undefined ? {} : { differs }),
}));

parity('copy.ts', [...copies, ...trees]);

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
