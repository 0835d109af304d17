import type { z } from 'zod';
import { iniFile } from '../../../src/modules/ini-file.ts';
import { type EditRow, editCases } from './edit-cases.ts';
import { parity } from './parity.ts';

type Given = Omit<z.input<typeof iniFile.spec.params>, 'path'>;

const blanks = 'blanks around `=`';
const comments = 'a comment is reused only where no active line of the option is';
const s = { section: 's' };
const x1 = { section: 's', option: 'x', value: '1' };

const rows: readonly EditRow<Given>[] = [
  ['adds an option', '[s]\ny = 2\n', x1, x1],
  ['adds an option in the middle', '[s]\ny = 2\n\n# of t\n[t]\nx = 3\n', x1, x1],
  ['changes an option', '[s]\nx = 2\ny = 2\n', x1, x1],
  ['finds an option', '[s]\nx = 1\n', x1, x1],
  ['adds a section', '[t]\nx = 1\n', x1, x1],
  ['adds a section without options', '[t]\n', s, s, 'a section may be asked for without an option'],
  ['finds a section', '[s]\n', s, s, 'a section may be asked for without an option'],
  [
    'makes a file',
    {},
    { ...x1, mode: '0600' },
    { ...x1, mode: '0600' },
    'a new file does not begin with an empty line',
  ],
  ['refuses a file that is not there', {}, { ...x1, create: false }, { ...x1, create: false }],
  ['has an empty file', '', x1, x1, 'what is not asked for stays byte for byte'],
  ['joins without blanks', '[s]\n', { ...x1, no_extra_spaces: true }, { ...x1, noExtraSpaces: true }],
  ['joins with blanks', '[s]\ny=1\n', { ...x1, no_extra_spaces: false }, { ...x1, noExtraSpaces: false }],
  ['joins as the others', '[s]\ny=1\n', x1, x1, blanks],
  [
    'changes a value without blanks',
    '[s]\nx=2\n',
    { ...x1, no_extra_spaces: true },
    { ...x1, noExtraSpaces: true },
  ],
  ['finds a value with other blanks', '[s]\nx=1\n', x1, x1, blanks],
  [
    'has options before the first section',
    'y = 1\n[s]\nx = 2\n',
    { option: 'x', value: '1' },
    { option: 'x', value: '1' },
  ],
  [
    'changes an option before the first section',
    'x = 2\n[s]\nx = 2\n',
    { option: 'x', value: '1' },
    { option: 'x', value: '1' },
  ],
  [
    'has only a section, and wants none',
    '[s]\nx = 2\n',
    { option: 'x', value: '1' },
    { option: 'x', value: '1' },
  ],
  ['reuses a comment', '[s]\n#x = 2\ny = 1\n', x1, x1],
  ['reuses a comment with a semicolon', '[s]\n; x = 2\n', x1, x1],
  ['has a comment and a line', '[s]\n#x = 2\nx = 3\n', x1, x1, comments],
  ['has a comment and the line', '[s]\n#x = 2\nx = 1\n', x1, x1, comments],
  ['removes further lines', '[s]\nx = 2\nx = 3\ny = 1\n', x1, x1],
  ['keeps further lines', '[s]\nx = 2\n', { ...x1, exclusive: false }, { ...x1, exclusive: false }],
  [
    'has several values',
    '[s]\nx = 2\n',
    { ...s, option: 'x', values: ['1', '3'] },
    { ...s, option: 'x', values: ['1', '3'] },
  ],
  [
    'has an option without a value',
    '[s]\ny = 1\n',
    { ...s, option: 'skip', allow_no_value: true },
    { ...s, option: 'skip', allowNoValue: true },
  ],
  [
    'finds an option without a value',
    '[s]\nskip\n',
    { ...s, option: 'skip', allow_no_value: true },
    { ...s, option: 'skip', allowNoValue: true },
  ],
  ['empties a value', '[s]\nx = 2\n', { ...x1, value: '' }, { ...x1, value: '' }],
  [
    'removes an option',
    '[s]\nx = 2\ny = 1\n',
    { ...s, option: 'x', state: 'absent' },
    { ...s, option: 'x', state: 'absent' },
  ],
  [
    'removes an option of several lines',
    '[s]\nx = 2\nx = 3\n',
    { ...s, option: 'x', state: 'absent' },
    { ...s, option: 'x', state: 'absent' },
  ],
  [
    'removes one value',
    '[s]\nx = 2\nx = 3\n',
    { ...s, option: 'x', value: '2', state: 'absent', exclusive: false },
    { ...s, option: 'x', value: '2', state: 'absent', exclusive: false },
  ],
  ['removes a section', '[s]\nx = 2\n\n[t]\ny = 1\n', { ...s, state: 'absent' }, { ...s, state: 'absent' }],
  ['removes no section', '[t]\ny = 1\n', { ...s, state: 'absent' }, { ...s, state: 'absent' }],
  ['removes nothing from a file that is not there', {}, { ...s, state: 'absent' }, { ...s, state: 'absent' }],
  ['has no newline at the end', '[s]\nx = 2', x1, x1],
  ['has the value, and no newline at the end', '[s]\nx = 1', x1, x1, 'a last line that nothing ends'],
  ['keeps CRLF', '[s]\r\nx=2\r\ny=1\r\n', x1, x1, 'line ends'],
  ['keeps an older encoding', { f: Buffer.from('[s]\nn=\xfc\nx=2\n', 'latin1') }, x1, x1, 'encoding'],
  [
    'knows characters',
    '[ä ö]\nü = é\n',
    { section: 'ä ö', option: 'ü', value: '😀' },
    { section: 'ä ö', option: 'ü', value: '😀' },
  ],
  [
    'has an equals sign and quotes in the value',
    '[s]\n',
    { ...x1, value: 'a=b "c" \\1 $&' },
    { ...x1, value: 'a=b "c" \\1 $&' },
  ],
  [
    'has an option with blanks and dots',
    '[s]\na.b c = 1\n',
    { ...s, option: 'a.b c', value: '2' },
    { ...s, option: 'a.b c', value: '2' },
  ],
  ['has a section begun twice', '[s]\ny = 1\n[s]\nx = 2\n', x1, x1, 'the first section of a name counts'],
  ['does not take a longer name', '[st]\nx = 2\n', x1, x1],
  ['counts capital letters', '[S]\nX = 2\n', x1, x1],
  ['follows a link', { f: { link: 'real' }, real: '[s]\nx = 2\n' }, x1, x1, 'links are followed'],
  [
    'keeps mode, and what was there',
    { f: { text: '[s]\n', mode: 0o640 } },
    { ...x1, backup: true },
    { ...x1, backup: true },
  ],
];

parity('ini-file.ts', editCases('community.general.ini_file', iniFile, rows));
