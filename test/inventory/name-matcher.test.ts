import { describe, expect, it } from 'vitest';
import { nameMatcher } from '../../src/inventory/name-matcher.ts';

describe('nameMatcher', () => {
  it.each([
    ['web*', 'web1.example.com'],
    ['*', 'a\nb'],
    ['w?b', 'web'],
    ['web[0-9]', 'web7'],
    ['web[!0-9]', 'webx'],
    ['a[]]', 'a]'],
    ['a[', 'a['],
    ['a.b*', 'a.b'],
    ['a[\\]', 'a\\'],
    ['a[^b]', 'a^'],
    ['~web[0-9]+', 'web12.example.com'],
    ['~(?i)WEB', 'web1'],
    [String.raw`~web\Z`, 'web'],
    ['~(?P<role>web)', 'web'],
  ])('%s matches %j', (pattern, name) => {
    expect(nameMatcher(pattern)(name)).toBe(true);
  });

  it.each([
    ['web*', 'myweb'],
    ['w?b', 'wb'],
    ['web[!0-9]', 'web1'],
    ['a.b*', 'axb'],
    ['~eb', 'web'],
    [String.raw`~web\Z`, 'web1'],
  ])('%s does not match %j', (pattern, name) => {
    expect(nameMatcher(pattern)(name)).toBe(false);
  });

  it('says which pattern cannot be read', () => {
    expect(() => nameMatcher('~(web')).toThrowErrorMatchingInlineSnapshot(
      `[DefinitionError: The host pattern "~(web" cannot be read: Invalid regular expression: /^(?:(web)/: Unterminated group]`,
    );
    expect(() => nameMatcher('web[z-a]')).toThrowErrorMatchingInlineSnapshot(
      `[DefinitionError: The host pattern "web[z-a]" cannot be read: Invalid regular expression: /^(?:web[z-a])$/su: Range out of order in character class]`,
    );
  });
});
