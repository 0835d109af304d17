import { describe, expect, it } from 'vitest';
import { splitPattern } from '../../src/inventory/split-pattern.ts';

describe('splitPattern', () => {
  it.each([
    ['web', ['web']],
    ['web:db', ['web', 'db']],
    ['web,db', ['web', 'db']],
    ['web:&stage:!web3', ['web', '&stage', '!web3']],
    ['a,b[1], c[2:3] , d', ['a', 'b[1]', 'c[2:3]', 'd']],
    ['web[0:2]:db[1:]', ['web[0:2]', 'db[1:]']],
    ['fe80::1,web:1', ['fe80::1', 'web:1']],
    ['fe80::1', ['fe80::1']],
    ['web db', ['web', 'db']],
    ['web,', ['web']],
    ['~web[0-9]+', ['~web[0-9]+']],
  ])('splits %s', (pattern, parts) => {
    expect(splitPattern(pattern)).toEqual(parts);
  });

  it.each([
    ['', 'The host pattern "" names no hosts'],
    [' , ', 'The host pattern " , " names no hosts'],
    ['web:db[0', 'The host pattern "web:db[0" has a bracket without its other'],
    ['web:!', 'The host pattern "web:!" has a "!" that nothing follows'],
  ])('refuses %j, which would mean other hosts than it says', (pattern, message) => {
    expect(() => splitPattern(pattern)).toThrow(message);
  });
});
