import { describe, expect, it } from 'vitest';
import { appendLine, inQuotes } from '../../../playbooks/secure-portal/clients/windows/cmd-words.ts';

describe('lines for cmd', () => {
  it('write text in which characters of cmd mean nothing', () => {
    expect(appendLine('C:\\a b\\x.ini', 'A=1&2|3<4>5^6"7!8 (9)')).toBe(
      '>>"C:\\a b\\x.ini" echo A=1^&2^|3^<4^>5^^6^"7!8 (9)',
    );
    expect(appendLine('C:\\x', '')).toBe('>>"C:\\x" echo.');
  });

  it.each(['größe', '%PATH%', 'on', ' OFF ', '/?', 'a\rb', '\0', 'x'.repeat(1001)])(
    'are refused for text that they cannot carry: %j',
    (text) => {
      expect(() => appendLine('C:\\x', text)).toThrow(/of C:\\x/);
    },
  );

  it.each(['a"b', '%TEMP%\\x', 'C:\\dir\\', 'größe', 'a\nb'])('refuse %j as a word', (text) => {
    expect(() => inQuotes(text)).toThrow('cannot be given to cmd');
  });
});
