import type { z } from 'zod';
import { replace } from '../../../src/modules/replace.ts';
import { type EditRow, editCases } from './edit-cases.ts';
import { parity } from './parity.ts';

type Given = Omit<z.input<typeof replace.spec.params>, 'path'>;

const rows: readonly EditRow<Given>[] = [
  ['replaces all matches', 'a b a\na\n', { regexp: 'a', replace: 'x' }, { regexp: 'a', replace: 'x' }],
  ['removes matches', 'a b\n', { regexp: ' b' }, { regexp: ' b' }],
  ['finds nothing', 'a\n', { regexp: 'q', replace: 'x' }, { regexp: 'q', replace: 'x' }],
  ['has an empty file', '', { regexp: 'q', replace: 'x' }, { regexp: 'q', replace: 'x' }],
  ['replaces lines', 'a\nb\na', { regexp: '^a$', replace: 'x' }, { regexp: '^a$', replace: 'x' }],
  [
    'puts groups in',
    'a1\n',
    { regexp: '(a)(\\d)', replace: '\\2\\1' },
    { regexp: '(a)(\\d)', replace: '$2$1' },
  ],
  [
    'puts named groups in',
    'a1\n',
    { regexp: '(?P<n>\\d)', replace: '<\\g<n>>' },
    { regexp: '(?<n>\\d)', replace: '<$<n>>' },
    'a replacement that the expression matches again is refused',
  ],
  ['joins lines', 'a\nb\n', { regexp: 'a\\nb', replace: 'ab' }, { regexp: 'a\\nb', replace: 'ab' }],
  ['does not look over the line', 'a\nb\n', { regexp: 'a.b', replace: 'x' }, { regexp: 'a.b', replace: 'x' }],
  ['mixes letters', 'Aa\n', { regexp: '(?i)a', replace: 'x' }, { regexp: /a/i, replace: 'x' }],
  [
    'replaces behind a match',
    'a\n[s]\na\n',
    { regexp: 'a', replace: 'x', after: '\\[s\\]' },
    { regexp: 'a', replace: 'x', after: '\\[s\\]' },
  ],
  [
    'replaces before a match',
    'a\n[s]\na\n',
    { regexp: 'a', replace: 'x', before: '\\[s\\]' },
    { regexp: 'a', replace: 'x', before: '\\[s\\]' },
  ],
  [
    'replaces before the last of two',
    'a\n|\na\n|\na\n',
    { regexp: 'a', replace: 'x', before: '\\|' },
    { regexp: 'a', replace: 'x', before: '\\|' },
  ],
  [
    'replaces between',
    'a<a>a<a>\n',
    { regexp: 'a', replace: 'x', after: '<', before: '>' },
    { regexp: 'a', replace: 'x', after: '<', before: '>' },
  ],
  [
    'replaces between over lines',
    'a\n<\na\n>\na\n',
    { regexp: '^a$', replace: 'x', after: '<', before: '>' },
    { regexp: '^a$', replace: 'x', after: '<', before: '>' },
  ],
  [
    'finds no between',
    'a\n',
    { regexp: 'a', replace: 'x', after: '<' },
    { regexp: 'a', replace: 'x', after: '<' },
  ],
  ['replaces by the same', 'a\n', { regexp: 'a', replace: 'a' }, { regexp: 'a', replace: 'a' }],
  ['replaces in CRLF', 'a b\r\na\r\n', { regexp: 'a', replace: 'x' }, { regexp: 'a', replace: 'x' }],
  [
    'replaces a line in CRLF',
    'a\r\na\r\n',
    { regexp: '^a$', replace: 'x' },
    { regexp: '^a$', replace: 'x' },
    '`.` and `$` stop before `\\r` too',
  ],
  [
    'changes at every run',
    'a\n',
    { regexp: 'a', replace: 'aa' },
    { regexp: 'a', replace: 'aa' },
    'a replacement that the expression matches again is refused',
  ],
  ['refuses a file that is not there', {}, { regexp: 'a' }, { regexp: 'a' }],
  ['refuses a directory', { f: { directory: 0o755 } }, { regexp: 'a' }, { regexp: 'a' }],
  [
    'follows a link',
    { f: { link: 'real' }, real: 'a\n' },
    { regexp: 'a', replace: 'x' },
    { regexp: 'a', replace: 'x' },
  ],
  [
    'keeps mode, and what was there',
    { f: { text: 'a\n', mode: 0o640 } },
    { regexp: 'a', replace: 'x', backup: true },
    { regexp: 'a', replace: 'x', backup: true },
  ],
  ['sets the mode', 'a\n', { regexp: 'q', mode: '0600' }, { regexp: 'q', mode: '0600' }],
  ['knows characters', 'ü ö\n', { regexp: 'ü', replace: '😀' }, { regexp: 'ü', replace: '😀' }],
];

parity('replace.ts', editCases('replace', replace, rows));
