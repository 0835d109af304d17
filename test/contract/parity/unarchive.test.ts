import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unarchive } from '../../../src/modules/unarchive.ts';
import { type ParityCase, parity } from './parity.ts';
import type { Trees } from './tree.ts';

/** An archive of a tree with modes, a link, an empty directory and odd names, made by a command in its place. */
function archive(command: string, extension: string): Uint8Array {
  const place = mkdtempSync(join(tmpdir(), 'drover-archive-'));
  const tree = join(place, 'tree', 'app');
  mkdirSync(join(tree, 'empty'), { recursive: true });
  writeFileSync(join(tree, 'text'), 'hello\n', { mode: 0o640 });
  writeFileSync(join(tree, '-it\'s "odd" $(id)'), 'odd\n');
  writeFileSync(join(tree, 'tool'), '#!/bin/sh\n');
  mkdirSync(join(tree, 'sub'));
  writeFileSync(join(tree, 'sub', 'text'), 'inner\n');
  chmodSync(join(tree, 'tool'), 0o755);
  symlinkSync('text', join(tree, 'link'));
  execFileSync('sh', ['-c', command, 'sh', join(place, `a.${extension}`)], { cwd: join(place, 'tree') });
  const bytes = readFileSync(join(place, `a.${extension}`));
  rmSync(place, { recursive: true });
  return bytes;
}

const tars = { tar: '', 'tar.gz': '-z', 'tar.bz2': '-j', 'tar.xz': '-J', 'tar.zst': '--zstd' } as const;
const gz = archive('tar -czf "$1" app', 'tar.gz');
const zip = archive('zip -q -r -y "$1" app', 'zip');
const empty = { d: { directory: 0o755 } } as const;

interface Row {
  readonly title: string;
  readonly tree: Trees;
  /** The name of the archive. */
  readonly src: string;
  readonly from?: 'host' | 'controller';
  readonly strip?: number;
  readonly keepOwner?: boolean;
  readonly force?: boolean;
  /** What both call the same. */
  readonly alike?: {
    readonly include?: string[];
    readonly exclude?: string[];
    readonly owner?: string;
    readonly group?: string;
    readonly mode?: string;
  };
  /** The name of what is not to be there yet. */
  readonly creates?: string;
  readonly differs?: string;
}

const rows: readonly Row[] = [
  ...Object.entries(tars).map(([extension, flag]) => ({
    title: `unpacks ${extension}`,
    tree: { [`a.${extension}`]: archive(`tar -c ${flag} -f "$1" app`, extension), ...empty },
    src: `a.${extension}`,
  })),
  {
    title: 'unpacks zip',
    tree: { 'a.zip': zip, ...empty },
    src: 'a.zip',
  },
  { title: 'leaves out the first directory', tree: { 'a.tar.gz': gz, ...empty }, src: 'a.tar.gz', strip: 1 },
  {
    title: 'keeps owners',
    tree: { 'a.tar': archive('tar -c --owner=1:1 --group=1:1 -f "$1" app', 'tar'), ...empty },
    src: 'a.tar',
    keepOwner: true,
  },
  {
    title: 'makes files ours',
    tree: { 'a.tar': archive('tar -c --owner=1:1 --group=1:1 -f "$1" app', 'tar'), ...empty },
    src: 'a.tar',
    differs: 'files are ours, whoever unpacks',
  },
  { title: 'goes by what is in it, not by its name', tree: { 'a.dat': gz, ...empty }, src: 'a.dat' },
  { title: 'does not have the archive', tree: empty, src: 'a.tar.gz' },
  { title: 'is given what is no archive', tree: { 'a.tar.gz': 'none\n', ...empty }, src: 'a.tar.gz' },
  {
    title: 'is given a part of an archive',
    tree: { 'a.tar.gz': gz.subarray(0, gz.length - 40), ...empty },
    src: 'a.tar.gz',
  },
  {
    title: 'creates what is there',
    tree: { 'a.tar.gz': gz, ...empty },
    src: 'a.tar.gz',
    creates: 'a.tar.gz',
  },
  {
    title: 'creates what is not there',
    tree: { 'a.tar.gz': gz, ...empty },
    src: 'a.tar.gz',
    creates: 'd/app',
  },
  {
    title: 'makes the directory',
    tree: { 'a.tar.gz': gz },
    src: 'a.tar.gz',
    differs: 'the directory is made when it is not there',
  },
  {
    title: 'finds other files there',
    tree: { 'a.tar.gz': gz, ...empty, 'd/other': 'mine\n' },
    src: 'a.tar.gz',
    differs: 'is not mixed with the archive',
  },
  {
    title: 'replaces other files',
    tree: { 'a.tar.gz': gz, ...empty, 'd/other': 'mine\n' },
    src: 'a.tar.gz',
    force: true,
    differs: 'with `force`, replaced',
  },
];

const partRows: readonly Row[] = [
  {
    title: 'takes a tar.gz of the controller',
    tree: { 'a.tar.gz': gz, ...empty },
    src: 'a.tar.gz',
    from: 'controller',
  },
  {
    title: 'takes a zip of the controller',
    tree: { 'a.zip': zip, ...empty },
    src: 'a.zip',
    from: 'controller',
  },
  { title: 'does not find one of the controller', tree: empty, src: 'a.tar.gz', from: 'controller' },
  {
    title: 'creates what is there, without an archive of the controller',
    tree: { ...empty, there: '' },
    src: 'a.tar.gz',
    from: 'controller',
    creates: 'there',
  },
  ...[
    { title: 'includes a file', alike: { include: ['app/text'] } },
    { title: 'includes a directory and a file', alike: { include: ['app/sub', 'app/tool'] } },
    { title: 'includes what is not there', alike: { include: ['app/none'] } },
    {
      title: 'includes a pattern',
      alike: { include: ['app/t*'] },
      differs: 'patterns in `include` count for tar as they do for zip',
    },
    { title: 'excludes a file', alike: { exclude: ['app/text'] } },
    { title: 'excludes a directory by its name', alike: { exclude: ['sub'] } },
    { title: 'excludes a pattern', alike: { exclude: ['*t*x*'] } },
    {
      title: 'includes and excludes',
      alike: { include: ['app/sub', 'app/tool'], exclude: ['app/sub/text'] },
      differs: '`include` and `exclude` go together',
    },
    { title: 'sets a mode in digits', alike: { mode: '0750' } },
    { title: 'sets a mode in letters', alike: { mode: 'u=rwX,g=rX,o=' } },
    { title: 'sets an owner and a group', alike: { owner: '1', group: '2' } },
    { title: 'sets all of them', alike: { owner: 'daemon', group: 'bin', mode: '2770' } },
  ].map((row) => ({ ...row, tree: { 'a.tar.gz': gz, d: { directory: 0o700 } }, src: 'a.tar.gz' })),
  {
    title: 'excludes of a zip',
    tree: { 'a.zip': zip, ...empty },
    src: 'a.zip',
    alike: { exclude: ['app/text'] },
  },
];

function caseOf(row: Row): ParityCase {
  const {
    title,
    tree,
    src,
    from = 'host',
    strip = 0,
    keepOwner = false,
    force = false,
    alike,
    differs,
  } = row;
  const createsIn = (root: string) =>
    row.creates === undefined ? {} : { creates: `${root}/${row.creates}` };
  const flags = strip === 0 ? [] : [`--strip-components=${strip}`];
  return {
    title,
    tree,
    apart: '.drover-unarchived',
    ansible: (root) => ({
      module: 'unarchive',
      params: {
        src: `${root}/${src}`,
        dest: `${root}/d`,
        remote_src: from === 'host',
        extra_opts: flags,
        ...alike,
        ...createsIn(root),
      },
    }),
    ours: (root) =>
      unarchive(title, {
        src: `${root}/${src}`,
        from,
        path: `${root}/d`,
        strip,
        keepOwner,
        force,
        ...alike,
        ...createsIn(root),
      }),
    ...(differs === undefined ? {} : { differs }),
  };
}

// Apart, since Ansible takes minutes for all on a slow machine.
parity('unarchive.ts', rows.map(caseOf));
parity('unarchive.ts', partRows.map(caseOf));
