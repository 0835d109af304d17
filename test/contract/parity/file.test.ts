import type { z } from 'zod';
import { file } from '../../../src/modules/file.ts';
import { type EditRow, editCases } from './edit-cases.ts';
import { parity } from './parity.ts';

type Given = Omit<z.input<typeof file.spec.params>, 'path'>;

const directory = { state: 'directory' } as const;
const absent = { state: 'absent' } as const;
const there = { f: { directory: 0o755 }, 'f/sub/x': 'x', 'f/y': { text: 'y', mode: 0o600 } };
const links = 'a link may point to what is not there';
const forced = 'replaced with `force` only, and then whatever it is';
const link = (target: string) =>
  [{ state: 'link', src: target }, { state: 'link', target } as const] as const;

const rows: readonly EditRow<Given>[] = [
  ['makes a directory', {}, directory, directory],
  ['finds a directory', there, directory, directory],
  ['makes a directory with a mode', {}, { ...directory, mode: '0700' }, { ...directory, mode: '0700' }],
  [
    'sets the mode of a directory, not of what is in it',
    there,
    { ...directory, mode: '0700' },
    { ...directory, mode: '0700' },
  ],
  [
    'sets the owner of a directory',
    there,
    { ...directory, owner: 'daemon', group: 'daemon' },
    { ...directory, owner: 'daemon', group: 'daemon' },
  ],
  [
    'sets owners of all below',
    there,
    { ...directory, owner: 'daemon', group: 'daemon', recurse: true },
    { ...directory, owner: 'daemon', group: 'daemon', recurse: true },
  ],
  [
    'sets modes of all below',
    there,
    { ...directory, mode: '0750', recurse: true },
    { ...directory, mode: '0750', recurse: true },
  ],
  [
    'sets modes of files and directories below',
    there,
    { ...directory, mode: 'u=rwX,g=rX,o=', recurse: true },
    { ...directory, mode: 'u=rwX,g=rX,o=', recurse: true },
  ],
  [
    'gives files below another mode',
    there,
    { ...directory, mode: 'u=rwX,g=rX,o=', recurse: true },
    { ...directory, mode: '0750', fileMode: '0640', recurse: true },
  ],
  ...['g+w,o-r', '+x', 'u+s,g+s'].flatMap((mode): readonly EditRow<Given>[] => [
    [`sets ${mode} on a file`, { f: { text: 'x', mode: 0o4640 } }, { mode }, { mode }],
    [
      `sets ${mode} on a directory`,
      { f: { directory: 0o2751 } },
      { ...directory, mode },
      { ...directory, mode },
    ],
  ]),
  ['makes a directory with letters', {}, { ...directory, mode: 'g+w,o=' }, { ...directory, mode: 'g+w,o=' }],
  ['takes all of the owner', 'x', { mode: 'u=' }, { mode: 'u=' }],
  ['takes an owner by number', 'x', { owner: '54321', group: '1' }, { owner: 54_321, group: '1' }],
  [
    'takes owners by number for all below',
    there,
    { ...directory, recurse: true, owner: '54321', group: '54322' },
    { ...directory, recurse: true, owner: 54_321, group: 54_322 },
  ],
  [
    'looks clause after clause',
    'x',
    { mode: 'u=rwx,go=rX' },
    { mode: 'u=rwx,go=rX' },
    'letters are taken clause after clause',
  ],
  [
    'finds all below as it should be',
    { f: { directory: 0o750 }, 'f/x': { text: '', mode: 0o750 } },
    { ...directory, mode: '0750', recurse: true },
    { ...directory, mode: '0750', recurse: true },
  ],
  [
    'makes a directory of many',
    {},
    { ...directory, mode: '0700', recurse: true },
    { ...directory, mode: '0700', recurse: true },
  ],
  ['makes no directory of a file', 'x', directory, directory],
  [
    'makes no directory of a file by force either',
    'x',
    { ...directory, force: true },
    { ...directory, force: true },
    forced,
  ],
  [
    'has a link to a directory',
    { d: { directory: 0o755 }, f: { link: 'd' } },
    directory,
    directory,
    'never followed',
  ],
  ['removes a file', 'x', absent, absent],
  ['removes a directory with all in it', there, absent, absent],
  [
    'removes a link, not what it points to',
    { d: { directory: 0o755 }, 'd/x': 'x', f: { link: 'd' } },
    absent,
    absent,
  ],
  ['removes a dangling link', { f: { link: 'nowhere' } }, absent, absent],
  ['removes nothing', {}, absent, absent],
  ['sets the mode of a file', 'x', { state: 'file', mode: '0600' }, { mode: '0600' }],
  ['sets special bits', 'x', { state: 'file', mode: '4755' }, { mode: '4755' }],
  ['finds a file', 'x', { state: 'file', mode: '0644' }, { mode: '0644' }],
  ['has no file', {}, { state: 'file' }, {}, 'a `file` that is not there is created empty'],
  [
    'touches what is not there',
    {},
    { state: 'touch', mode: '0600' },
    { state: 'touch', mode: '0600' },
    '`touch` leaves the times as they are',
  ],
  [
    'touches and keeps times',
    {},
    { state: 'touch', modification_time: 'preserve', access_time: 'preserve' },
    { state: 'touch' },
  ],
  [
    'touches a directory and keeps times',
    there,
    { state: 'touch', modification_time: 'preserve', access_time: 'preserve' },
    { state: 'touch' },
  ],
  ['makes a link', { real: 'x' }, ...link('real')],
  ['moves a link', { real: 'x', f: { link: 'other' }, other: '' }, ...link('real')],
  ['finds a link', { real: 'x', f: { link: 'real' } }, ...link('real')],
  ['makes a link to a directory', { d: { directory: 0o755 } }, ...link('d')],
  [
    'moves a link from one directory to another',
    { d: { directory: 0o755 }, e: { directory: 0o755 }, f: { link: 'e' } },
    ...link('d'),
  ],
  ['makes a link to nowhere', {}, ...link('nowhere'), links],
  ['makes a link with hostile characters', { "it's $(x)": '' }, ...link("it's $(x)")],
  ['makes no link of a file', { real: 'x', f: 'y' }, ...link('real')],
  [
    'makes a link of a file by force',
    { real: 'x', f: 'y' },
    { state: 'link', src: 'real', force: true },
    { state: 'link', target: 'real', force: true },
  ],
  [
    'makes no link of a full directory by force',
    { ...there, real: 'x' },
    { state: 'link', src: 'real', force: true },
    { state: 'link', target: 'real', force: true },
    forced,
  ],
];

const [modificationTime, accessTime] = ['2020-01-02T03:04:05Z', '2019-01-02T03:04:05Z'] as const;
const oldTimes = { modification_time: local(modificationTime), access_time: local(accessTime) };
const ours = { modificationTime, accessTime };
const now = { modification_time: 'now', access_time: 'now' };

/** The default of Ansible: in the time zone of the host. */
function local(time: string): string {
  const at = new Date(time);
  const digits = [at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${at.getFullYear()}${digits.join('')}.${String(at.getSeconds()).padStart(2, '0')}`;
}

const timesRows: readonly EditRow<Given>[] = [
  ['sets times of a file', 'x', { state: 'file', ...oldTimes }, ours],
  [
    'sets one time of a file',
    'x',
    { state: 'file', modification_time: oldTimes.modification_time },
    { modificationTime },
  ],
  ['sets times and a mode', 'x', { state: 'file', mode: '0600', ...oldTimes }, { mode: '0600', ...ours }],
  ['touches with times', 'x', { state: 'touch', ...oldTimes }, { state: 'touch', ...ours }],
  ['touches with times what is not there', {}, { state: 'touch', ...oldTimes }, { state: 'touch', ...ours }],
  ['makes a directory with times', {}, { ...directory, ...oldTimes }, { ...directory, ...ours }],
  [
    'gives a link times',
    { real: 'x' },
    { state: 'link', src: 'real', ...oldTimes },
    { state: 'link', target: 'real', ...ours },
    'never followed for its owner, mode or times',
  ],
  [
    'gives all below times',
    there,
    { ...directory, recurse: true, ...oldTimes },
    { ...directory, recurse: true, ...ours },
    'times are those of the path alone',
  ],
  [
    'touches to now',
    'x',
    { state: 'touch', ...now },
    { state: 'touch', modificationTime: 'now', accessTime: 'now' },
    'what is of `now` counts as such for a minute',
  ],
  [
    'preserves times',
    'x',
    { state: 'file', modification_time: 'preserve', access_time: 'preserve' },
    { modificationTime: 'preserve', accessTime: 'preserve' },
  ],
];

/** A further name needs the whole path of the file. */
const hard = (title: string, tree: Record<string, string>, force = false, differs?: string) => ({
  title,
  tree,
  ansible: (root: string) => ({
    module: 'file',
    params: { path: `${root}/f`, src: `${root}/real`, state: 'hard', force },
  }),
  ours: (root: string) => file('h', { path: `${root}/f`, target: `${root}/real`, state: 'hard', force }),
  ...(differs === undefined ? {} : { differs }),
});

parity('file.ts', [
  ...editCases('file', file, rows),
  hard('makes a further name', { real: 'x' }),
  hard('makes no further name of nothing', {}),
  hard('makes no further name of another file', { real: 'x', f: 'y' }),
  hard('makes a further name of another file by force', { real: 'x', f: 'y' }, true),
]);

// Apart, since Ansible takes minutes for all on a slow machine.
parity(
  'file.ts',
  editCases('file', file, timesRows).map((one) => ({ ...one, times: true })),
);
