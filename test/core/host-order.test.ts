import { describe, expect, it } from 'vitest';
import { type HostOrder, inOrder } from '../../src/core/host-order.ts';

const hosts = ['web2', 'db1', 'web10', 'Web1'].map((name) => ({ name, groups: [], vars: {} }));
const namesIn = (order: HostOrder, random?: () => number) =>
  inOrder(hosts, order, random).map(({ name }) => name);

describe('the order of hosts', () => {
  it.each([
    ['inventory', ['web2', 'db1', 'web10', 'Web1']],
    ['reverse_inventory', ['Web1', 'web10', 'db1', 'web2']],
    ['sorted', ['Web1', 'db1', 'web10', 'web2']],
    ['reverse_sorted', ['web2', 'web10', 'db1', 'Web1']],
  ] as const)('may be %s', (order, expected) => {
    expect(namesIn(order)).toEqual(expected);
  });

  it('may be shuffle: every host once, as chance has it', () => {
    const chances = [0.7, 0.1, 0.9, 0.3];
    expect(namesIn('shuffle', () => chances.shift() ?? 0)).toEqual(['db1', 'Web1', 'web2', 'web10']);
  });
});
