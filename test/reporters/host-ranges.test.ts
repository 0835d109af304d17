import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostList, hostRanges } from '../../src/reporters/host-ranges.ts';
import { hostNames } from '../support/events.ts';

describe('hostRanges', () => {
  it.each([
    [['web1'], 'web1'],
    [['web1', 'web2', 'web3'], 'web[1-3]'],
    [hostNames(197), 'web[001-197]'],
    [['web8', 'web9', 'web10', 'web12'], 'web[8-10,12]'],
    [['web09', 'web10'], 'web[09-10]'],
    [['web9', 'web010'], 'web[9,010]'],
    [['web2', 'db1', 'web1', 'proxy'], 'web[1-2] db1 proxy'],
    [['a1.example.com', 'a2.example.com'], 'a[1-2].example.com'],
    [['10.0.0.7', '10.0.0.8'], '10.0.0.[7-8]'],
    [['web1', 'web1'], 'web1'],
  ])('writes %j in short', (names, expected) => {
    expect(hostRanges(names).join(' ')).toBe(expected);
  });

  it('mentions every number that was given, and no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(60), { minLength: 2 }), (numbers) => {
        const [range = ''] = hostRanges(numbers.map((number) => `n${number}`));
        const listed = range.slice(2, -1).split(',').flatMap(numbersOf);
        expect(listed).toEqual(numbers.toSorted((one, other) => one - other));
      }),
    );
  });
});

describe('hostList', () => {
  it('counts what would make the line long', () => {
    expect(hostList(['ash', 'beech', 'elm', 'fir', 'oak'], 3)).toBe('ash, beech, elm and 2 more');
  });
});

function numbersOf(part: string): readonly number[] {
  const [from = 0, to = from] = part.split('-').map(Number);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
