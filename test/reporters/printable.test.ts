import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from '../../src/reporters/printable.ts';

describe('printable', () => {
  it.each([
    ['plain text', 'plain text'],
    ['mode 0644 → 0600, “ä”, 漢字', 'mode 0644 → 0600, “ä”, 漢字'],
    ['\u001b[31mred', '\\x1b[31mred'],
    ['one\ntwo\tthree\r', 'one\\ntwo\\tthree\\r'],
    ['\u009b2J\u007f', '\\x9b2J\\x7f'],
    ['\u202egnp.exe', '\\u{202e}gnp.exe'],
    ['lone \ud800', 'lone \\u{d800}'],
    ['👩‍👧', '👩‍👧'],
  ])('turns %j into what a terminal only shows', (text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('leaves no control character in any text, and changes nothing when done again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = printable(text);
        expect(once).not.toMatch(/\p{Cc}/u);
        expect(printable(once)).toBe(once);
      }),
    );
  });
});
