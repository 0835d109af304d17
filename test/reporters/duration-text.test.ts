import { expect, it } from 'vitest';
import { durationText } from '../../src/reporters/duration-text.ts';

it.each([
  [0, '0 s'],
  [420, '0.4 s'],
  [9_949, '9.9 s'],
  [9_950, '10 s'],
  [41_000, '41 s'],
  [59_600, '1 min'],
  [125_000, '2 min 5 s'],
  [3_599_700, '1 h'],
  [3_780_000, '1 h 3 min'],
])('says %i ms as %s', (durationMs, text) => {
  expect(durationText(durationMs)).toBe(text);
});
