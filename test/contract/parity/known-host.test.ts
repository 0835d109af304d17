import type { z } from 'zod';
import { knownHost } from '../../../src/modules/known-host.ts';
import { type ParityCase, parity } from './parity.ts';
import type { Trees } from './tree.ts';

type Given = Omit<z.input<typeof knownHost.spec.params>, 'path' | 'name' | 'key'> & { readonly key?: string };

/** A title, what is there before, what is given to both, and why they differ. */
type Row = readonly [title: string, before: string | Trees, given: Given, differs?: string];

const one = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
const two = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGyKMHPRnPXvRM1HBFnSZCmS1wjqJbQF9Bv5pQmRVGpS';
const rsa =
  'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxkZMy7opKgwFB9nkt5YRrYMjNuG5N87uRgg6CLrbo5wAdT/y6v0mKV0U2w0WZ2YB/++Tpockg=';
const kept = 'no copy is left beside the file';
const rows: readonly Row[] = [
  ['writes the first key', {}, { key: one }],
  ['adds a key', `other ${two}\n`, { key: one }],
  ['keeps a key', `# ours\ngit.example ${one}\n`, { key: one }],
  ['changes a key of its type', `git.example ${two}\nother ${two}\n`, { key: one }],
  ['adds a key of another type', `git.example ${rsa}\n`, { key: one }],
  ['leaves a comment', `#git.example ${two}\n`, { key: one }],
  ['takes a host out', `git.example ${one}\nother ${two}\ngit.example ${rsa}\n`, { state: 'absent' }, kept],
  ['takes one key out', `git.example ${one}\ngit.example ${rsa}\n`, { state: 'absent', key: one }],
  ['takes nothing out', `other ${two}\n`, { state: 'absent' }],
  ['has no file to take it out of', {}, { state: 'absent' }],
  [
    'shares a line',
    `git.example,192.0.2.1 ${two}\n`,
    { key: one },
    'of a line with several names only the one is taken out',
  ],
];

const name = 'git.example';
const cases = rows.map(
  ([title, before, given, differs]): ParityCase => ({
    title,
    tree: typeof before === 'string' ? { f: before } : before,
    ansible: (root) => ({
      module: 'known_hosts',
      params: {
        path: `${root}/f`,
        name,
        ...given,
        ...(given.key === undefined ? {} : { key: `${name} ${given.key}` }),
      },
    }),
    ours: (root) => knownHost(title, { path: `${root}/f`, name, ...given }),
    ...(differs === undefined ? {} : { differs }),
  }),
);

parity('known-host.ts', cases);
