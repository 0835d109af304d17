import type { z } from 'zod';
import { sudoers } from '../../../src/modules/sudoers.ts';
import { type ParityCase, parity } from './parity.ts';
import type { Trees } from './tree.ts';

type Given = Omit<z.input<typeof sudoers.spec.params>, 'directory' | 'name'>;

/** A title, what is there before, Ansible's parameters, ours, and why they differ. */
type Row = readonly [title: string, tree: Trees, ansible: object, ours: Given, differs?: string];

const rule = { user: 'ada', commands: ['/bin/ls'] };
const written = { text: 'ada ALL=NOPASSWD: /bin/ls\n', mode: 0o440 };
const rows: readonly Row[] = [
  ['writes a rule', {}, rule, rule],
  ['keeps a rule', { rule: written }, rule, rule],
  ['changes a rule', { rule: { ...written, text: 'ada ALL=NOPASSWD: /bin/cat\n' } }, rule, rule],
  ['mends the mode', { rule: { ...written, mode: 0o644 } }, rule, rule],
  ['asks for a password', {}, { ...rule, nopassword: false }, { ...rule, noPassword: false }],
  ['takes a group', {}, { group: 'ops', commands: ['ALL'] }, { group: 'ops', commands: ['ALL'] }],
  ['says as whom', {}, { ...rule, runas: 'app' }, { ...rule, runAs: 'app' }],
  ['lets variables be set', {}, { ...rule, setenv: true }, { ...rule, setEnv: true }],
  [
    'names several',
    {},
    { user: 'ada', commands: ['/bin/ls /a', '/bin/cat'] },
    { user: 'ada', commands: ['/bin/ls /a', '/bin/cat'] },
  ],
  ['refuses what visudo does', {}, { user: 'ada', commands: ['ls'] }, { user: 'ada', commands: ['ls'] }],
  ['takes a rule away', { rule: written }, { state: 'absent' }, { state: 'absent' }],
  ['takes nothing away', {}, { state: 'absent' }, { state: 'absent' }],
];

const cases = rows.map(
  ([title, tree, theirs, ours, differs]): ParityCase => ({
    title,
    tree,
    ansible: (root) => ({
      module: 'community.general.sudoers',
      params: { name: 'rule', sudoers_path: root, ...theirs },
    }),
    ours: (directory) => sudoers(title, { name: 'rule', directory, ...ours }),
    ...(differs === undefined ? {} : { differs }),
  }),
);

parity('sudoers.ts', cases);
