import { expect, it } from 'vitest';
import { lineSplitter } from '../../src/session/line-splitter.ts';

function linesOf(pieces: readonly (string | Buffer)[]): readonly string[] {
  const lines: string[] = [];
  const split = lineSplitter((line) => lines.push(line));
  for (const piece of pieces) split(Buffer.from(piece));
  return lines;
}

it.each([
  ['newlines', ['one\ntwo\nthr', 'ee\n'], ['one', 'two', 'three']],
  ['carriage returns, with which progress meters begin a line anew', ['1%\r2%\r\n3%\r'], ['1%', '2%', '3%']],
  ['nothing between two ends', ['\n\n\r\none\n'], ['one']],
  ['no end', ['one'], []],
  ['a character in two pieces', [Buffer.from('ü\n').subarray(0, 1), Buffer.from('ü\n').subarray(1)], ['ü']],
])('cuts at %s', (_, pieces, lines) => {
  expect(linesOf(pieces)).toEqual(lines);
});

it('leaves out a line that is too long, whether it comes at once or not', () => {
  const [most, long] = ['x'.repeat(16_384), 'x'.repeat(16_385)];
  expect(linesOf([`${most}\n${long}\nnext\n`])).toEqual([most, 'next']);
  expect(linesOf([most, '\n', most, 'x', '\nnext\n'])).toEqual([most, 'next']);
});
