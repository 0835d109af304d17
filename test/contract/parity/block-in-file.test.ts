import type { z } from 'zod';
import { blockInFile } from '../../../src/modules/block-in-file.ts';
import { type EditRow, editCases } from './edit-cases.ts';
import { parity } from './parity.ts';

type Given = Omit<z.input<typeof blockInFile.spec.params>, 'path'>;

/** Ansible's own marker, so that both leave the same. */
const marker = '# {mark} ANSIBLE MANAGED BLOCK';
const begin = '# BEGIN ANSIBLE MANAGED BLOCK\n';
const end = '# END ANSIBLE MANAGED BLOCK\n';
const inside = (text: string) => begin + text + end;

const rows: readonly EditRow<Given>[] = [
  ['adds a block', 'a\n', { block: 'x\ny' }, { block: 'x\ny' }],
  ['adds a block with its newline', 'a\n', { block: 'x\n' }, { block: 'x\n' }],
  ['adds to an empty file', '', { block: 'x' }, { block: 'x' }],
  ['adds where no newline is at the end', 'a', { block: 'x' }, { block: 'x' }],
  ['adds blank lines', 'a\n', { block: '\nx\n\n' }, { block: '\nx\n\n' }],
  ['finds a block', `a\n${inside('x\n')}b\n`, { block: 'x' }, { block: 'x' }],
  [
    'replaces a block where it is',
    `a\n${inside('x\n')}b\n`,
    { block: 'y', insertbefore: 'BOF' },
    { block: 'y', insertBefore: 'BOF' },
  ],
  ['removes a block', `a\n${inside('x\n')}b\n`, { state: 'absent' }, { state: 'absent' }],
  ['removes a block without lines', `a\n${inside('x\n')}b\n`, { block: '' }, { block: '' }],
  ['removes a block that is all', inside('x\n'), { state: 'absent' }, { state: 'absent' }],
  ['removes nothing', 'a\n', { state: 'absent' }, { state: 'absent' }],
  [
    'removes nothing, nor ends the last line',
    'a',
    { state: 'absent' },
    { state: 'absent' },
    'a file without the block, or no file, is left alone',
  ],
  [
    'removes nothing from a file that is not there',
    {},
    { state: 'absent' },
    { state: 'absent' },
    'or no file, is left alone',
  ],
  ['adds at the beginning', 'a\n', { block: 'x', insertbefore: 'BOF' }, { block: 'x', insertBefore: 'BOF' }],
  [
    'adds before the last anchor',
    'a\nb\na\n',
    { block: 'x', insertbefore: '^a' },
    { block: 'x', insertBefore: '^a' },
  ],
  [
    'adds behind the last anchor',
    'a\nb\na\nc\n',
    { block: 'x', insertafter: '^a' },
    { block: 'x', insertAfter: '^a' },
  ],
  [
    'adds behind an anchor at the end without a newline',
    'a\nb',
    { block: 'x', insertafter: '^b' },
    { block: 'x', insertAfter: '^b' },
  ],
  [
    'adds behind lines',
    'a\nb\nc\n',
    { block: 'x', insertafter: '(?m)a\\nb$' },
    { block: 'x', insertAfter: /a\nb$/m },
  ],
  [
    'adds before lines',
    'a\nb\nc\n',
    { block: 'x', insertbefore: '(?m)^b$' },
    { block: 'x', insertBefore: /^b$/m },
  ],
  [
    'adds at the end where no anchor is',
    'a\n',
    { block: 'x', insertafter: '^q' },
    { block: 'x', insertAfter: '^q' },
  ],
  [
    'knows other markers',
    '<!-- B -->\nx\n<!-- E -->\n',
    { block: 'y', marker: '<!-- {mark} -->', marker_begin: 'B', marker_end: 'E' },
    { block: 'y', marker: '<!-- {mark} -->', markerBegin: 'B', markerEnd: 'E' },
  ],
  ['sees two blocks: the last counts', `${inside('x\n')}a\n${inside('x\n')}`, { block: 'y' }, { block: 'y' }],
  [
    'begins but does not end',
    `a\n${begin}x\n`,
    { block: 'y' },
    { block: 'y' },
    'a file with only one of the two markers is refused',
  ],
  [
    'ends before it begins',
    `${end}x\n${begin}`,
    { block: 'y' },
    { block: 'y' },
    'a file with only one of the two markers is refused',
  ],
  ['adds to CRLF', 'a\r\n', { block: 'x' }, { block: 'x' }, 'line ends stay as they are'],
  ['refuses a file that is not there', {}, { block: 'x' }, { block: 'x' }],
  [
    'makes a file',
    {},
    { block: 'x', create: true, mode: '0600' },
    { block: 'x', create: true, mode: '0600' },
  ],
  ['follows a link', { f: { link: 'real' }, real: 'a\n' }, { block: 'x' }, { block: 'x' }],
  [
    'keeps mode, and what was there',
    { f: { text: 'a\n', mode: 0o640 } },
    { block: 'x', backup: true },
    { block: 'x', backup: true },
  ],
  ['knows characters', 'ü\n', { block: 'é 😀\n\ty' }, { block: 'é 😀\n\ty' }],
  ['keeps bytes of an older encoding', { f: Uint8Array.of(0xfc, 0x0a) }, { block: 'é' }, { block: 'é' }],
  [
    'has Ansible’s marker by default',
    'a\n',
    { block: 'x' },
    { block: 'x', marker: '# {mark} DROVER MANAGED BLOCK' },
    'the marker says DROVER',
  ],
];

parity(
  'block-in-file.ts',
  editCases('blockinfile', (name, given) => blockInFile(name, { marker, ...given }), rows),
);
