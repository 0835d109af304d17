import { describe, expect, it } from 'vitest';
import { fitted, padded, textWidth } from '../../src/reporters/text-width.ts';

describe('textWidth', () => {
  it.each([
    ['httpd', 5],
    ['→ ä', 3],
    ['漢字', 4],
    ['e\u0301', 1],
    ['👍', 2],
  ])('knows the columns of %s', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  it('is what text is cut to and filled up to', () => {
    expect(fitted('漢字漢字', 6)).toBe('漢字…');
    expect(fitted('httpd', 5)).toBe('httpd');
    expect(fitted('httpd', 0)).toBe('');
    expect(padded('漢', 4)).toBe('漢  ');
  });
});
