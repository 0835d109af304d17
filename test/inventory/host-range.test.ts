import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandHostRange } from '../../src/inventory/host-range.ts';

describe('expandHostRange', () => {
  it.each([
    ['web1', ['web1']],
    ['web[1:3]', ['web1', 'web2', 'web3']],
    ['web[:2]', ['web0', 'web1', 'web2']],
    ['web[8:11]', ['web8', 'web9', 'web10', 'web11']],
    ['web[01:03]', ['web01', 'web02', 'web03']],
    ['web[08:11].example.com', ['web08', 'web09', 'web10', 'web11'].map((name) => `${name}.example.com`)],
    ['web[00:20:10]', ['web00', 'web10', 'web20']],
    ['web[0:2]', ['web0', 'web1', 'web2']],
    ['db-[a:c]', ['db-a', 'db-b', 'db-c']],
    ['db-[a:e:2]', ['db-a', 'db-c', 'db-e']],
    ['[y:B]', ['y', 'z', 'A', 'B']],
    ['a[a:b][c:d]', ['aac', 'aad', 'abc', 'abd']],
    ['10.0.[1:2].[1:2]', ['10.0.1.1', '10.0.1.2', '10.0.2.1', '10.0.2.2']],
  ])('reads %s', (pattern, names) => {
    expect(expandHostRange(pattern)).toEqual(names);
  });

  it('includes the end that the step reaches', () => {
    expect(expandHostRange('web[01:50:2]')).toHaveLength(25);
    expect(expandHostRange('web[01:49:2]').at(-1)).toBe('web49');
  });

  it('refuses what is no range and says why', () => {
    const complaints = [
      'web[1:]',
      'web[1]',
      'web[1:2:3:4]',
      'web[1:3:0]',
      'web[01:100]',
      'web[1:3',
      'web[z:a]',
      'web[a:3]',
      'web[ab:c]',
      'web[3:1]',
      'web[0:99999999]',
      'web[0:9999][0:9999]',
    ].map((pattern) => {
      try {
        return expandHostRange(pattern).join(' ');
      } catch (error) {
        return String(error);
      }
    });
    expect(complaints.join('\n')).toMatchInlineSnapshot(`
      "DefinitionError: The host range "web[1:]" must specify an end
      DefinitionError: The host range "web[1]" must be begin:end or begin:end:step
      DefinitionError: The host range "web[1:2:3:4]" must be begin:end or begin:end:step
      DefinitionError: The host range "web[1:3:0]" has the step "0", which is not 1 or more
      DefinitionError: The host range "web[01:100]" must specify equal-length begin and end formats
      DefinitionError: The host range "web[1:3" has a "[" without its "]"
      DefinitionError: The host range "web[z:a]" must have begin <= end
      DefinitionError: The host range "web[a:3]" begins with a letter and ends with "3"
      DefinitionError: The host range "web[ab:c]" must be of two numbers or of two letters
      DefinitionError: The host range "web[3:1]" must have begin <= end
      DefinitionError: The host range "web[0:99999999]" stands for more than 1000000 hosts
      DefinitionError: The host range "web[0:9999][0:9999]" stands for more than 1000000 hosts"
    `);
  });

  it('gives each number of a range once, padded as its begin is', () => {
    const bounds = fc.record({
      from: fc.nat(300),
      count: fc.integer({ min: 1, max: 50 }),
      step: fc.integer({ min: 1, max: 7 }),
      width: fc.constantFrom(0, 4),
    });
    fc.assert(
      fc.property(bounds, ({ from, count, step, width }) => {
        const numbers = Array.from({ length: count }, (_, index) => from + index * step);
        const text = (value: number) => String(value).padStart(width, '0');
        const names = expandHostRange(`web[${text(from)}:${text(numbers.at(-1) ?? from)}:${step}].lan`);
        expect(names).toEqual(numbers.map((value) => `web${text(value)}.lan`));
      }),
    );
  });
});
