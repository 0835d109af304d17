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
  chmodSync(join(tree, 'tool'), 0o755);
  symlinkSync('text', join(tree, 'link'));
  execFileSync('sh', ['-c', command, 'sh', join(place, `a.${extension}`)], { cwd: join(place, 'tree') });
  const bytes = readFileSync(join(place, `a.${extension}`));
  rmSync(place, { recursive: true });
  return bytes;
}

const tars = { tar: '', 'tar.gz': '-z', 'tar.bz2': '-j', 'tar.xz': '-J', 'tar.zst': '--zstd' } as const;
const gz = archive('tar -czf "$1" app', 'tar.gz');
const empty = { d: { directory: 0o755 } } as const;

interface Row {
  readonly title: string;
  readonly tree: Trees;
  /** The name of the archive. */
  readonly src: string;
  readonly strip?: number;
  readonly keepOwner?: boolean;
  readonly force?: boolean;
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
    tree: { 'a.zip': archive('zip -q -r -y "$1" app', 'zip'), ...empty },
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

const cases = rows.map(
  ({ title, tree, src, strip = 0, keepOwner = false, force = false, creates, differs }): ParityCase => {
    const createsIn = (root: string) => (creates === undefined ? {} : { creates: `${root}/${creates}` });
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
          remote_src: true,
          extra_opts: flags,
          ...createsIn(root),
        },
      }),
      ours: (root) =>
        unarchive(title, {
          src: `${root}/${src}`,
          path: `${root}/d`,
          strip,
          keepOwner,
          force,
          ...createsIn(root),
        }),
      ...(differs === undefined ? {} : { differs }),
    };
  },
);

parity('unarchive.ts', cases);
