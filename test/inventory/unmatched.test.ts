import { describe, expect, it } from 'vitest';
import { splitPattern } from '../../src/inventory/split-pattern.ts';
import { unmatched } from '../../src/inventory/unmatched.ts';
import { inventoryFrom } from './inventory-from.ts';

const inventory = await inventoryFrom({ 'hosts.yml': 'web: { hosts: { web1: } }' });

describe('unmatched', () => {
  it.each([
    ['web:web1:all', []],
    ['web:dbb:!old', ['dbb', 'old']],
    ['web*,db*,&stage', ['db*', 'stage']],
    ['localhost', []],
  ])('names in %s what matches no host', (pattern, names) => {
    expect(unmatched(inventory, splitPattern(pattern))).toEqual(names);
  });

  it('does not complain of all in an inventory without hosts', async () => {
    expect(unmatched(await inventoryFrom({ 'hosts.yml': '' }), ['all'])).toEqual([]);
  });
});
