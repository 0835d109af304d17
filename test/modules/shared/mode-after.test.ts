import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { modeAfter } from '../../../src/modules/shared/mode-after.ts';
import { symbolicMode } from '../../../src/modules/shared/symbolic-mode.ts';

function inLetters(text: string) {
  const mode = symbolicMode(text);
  if ('wrong' in mode) throw new Error(`${mode.wrong} of ${text} is wrong`);
  return mode;
}

it.each([
  ['u=rw,g=r,o=', '0777', false, '0640'],
  ['u=rwX,g=rX,o=', '0644', false, '0640'],
  ['u=rwX,g=rX,o=', '0711', false, '0750'],
  ['u=rwX,g=rX,o=', '0644', true, '0750'],
  ['a+X', '0644', false, '0644'],
  ['a+X', '0744', false, '0755'],
  ['a+X', '0644', true, '0755'],
  ['+w', '0444', false, '0644'],
  ['a+w', '0444', false, '0666'],
  ['=rw', '4755', false, '0644'],
  ['u+x', '0644', false, '0744'],
  ['u+s,g+s,+t', '0755', false, '7755'],
  ['u=rwx,go=', '7777', true, '0700'],
  ['g=rx', '2775', true, '0755'],
  ['g=u', '0600', false, '0660'],
  ['u=rwx,g=u-w', '0000', false, '0750'],
  ['u-x,a+X', '0755', false, '0755'],
  ['', '0644', false, undefined],
])('%s makes %s (directory: %s) into %s', (text, mode, isDirectory, after) => {
  const parsed = symbolicMode(text);
  expect('wrong' in parsed ? undefined : modeAfter(parsed, { mode, isDirectory })).toBe(after);
});

const clause = fc
  .tuple(
    fc.constantFrom('', 'u', 'g', 'o', 'a', 'ug', 'go', 'uo', 'ugo'),
    fc.array(
      fc.tuple(
        fc.constantFrom('=', '+', '-'),
        fc.oneof(
          fc.subarray(['r', 'w', 'x', 'X', 's', 't']).map((letters) => letters.join('')),
          fc.constantFrom('u', 'g', 'o'),
        ),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([who, actions]) => `${who}${actions.flat().join('')}`);
const letters = fc.array(clause, { minLength: 1, maxLength: 3 }).map((clauses) => clauses.join(','));
const octal = fc.integer({ min: 0, max: 0o7777 }).map((bits) => bits.toString(8).padStart(4, '0'));

// It ends with 1 where a umask keeps something back, having done the rest.
const script = `umask 022; kind=$1; shift; while [ $# -gt 0 ]; do
[ "$kind" = file ] && : >x || mkdir x; chmod -- "0$1" x && { chmod -- "$2" x || :; } 2>/dev/null; stat -c %a x; rm -rf x; shift 2; done`;

it.each([
  ['a file', 'file', octal, letters],
  // GNU chmod leaves a directory its set-id bits where others do not.
  [
    'a directory',
    'directory',
    octal.map((mode) => mode.replace(/^./, (digit) => String(Number(digit) % 2))),
    letters.filter((text) => !text.includes('s')),
  ],
] as const)('does to %s what chmod does', (_, kind, mode, text) => {
  const place = mkdtempSync(join(tmpdir(), 'drover-mode-'));
  try {
    fc.assert(
      fc.property(fc.array(fc.tuple(mode, text), { minLength: 1, maxLength: 40 }), (cases) => {
        const said = execFileSync('sh', ['-c', script, 'sh', kind, ...cases.flat()], {
          cwd: place,
          encoding: 'utf8',
        });
        const after = said
          .trim()
          .split('\n')
          .map((mode) => mode.padStart(4, '0'));
        const ours = cases.map(([before, wanted]) =>
          modeAfter(inLetters(wanted), { mode: before, isDirectory: kind === 'directory' }),
        );
        expect(cases.map((one, index) => [one, ours[index]])).toEqual(
          cases.map((one, index) => [one, after[index]]),
        );
      }),
      { numRuns: 4 },
    );
  } finally {
    rmSync(place, { recursive: true });
  }
});
