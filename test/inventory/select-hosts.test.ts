import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventoryFrom } from './inventory-from.ts';

const fleet = `
all:
  hosts:
    lone:
  children:
    web: { hosts: { 'web[1:4]': } }
    db: { hosts: { db1: , db2: , both: } }
    stage: { hosts: { web4: , db2: } }
    empty: {}
    prod: { children: { web: , db: } }
    site.a: { hosts: { web1: } }
    both: { hosts: { web1: } }
`;
const inventory = await inventoryFrom({ 'hosts.yml': fleet });
const names = (pattern: string) => inventory.select(pattern).map(({ name }) => name);

describe('select', () => {
  it.each([
    ['all', 'lone web1 web2 web3 web4 db1 db2 both'],
    ['*', 'lone web1 web2 web3 web4 db1 db2 both'],
    ['web', 'web1 web2 web3 web4'],
    ['prod', 'web1 web2 web3 web4 db1 db2 both'],
    ['db,web', 'db1 db2 both web1 web2 web3 web4'],
    ['web:web1:web', 'web1 web2 web3 web4'],
    ['web:db:&stage', 'web4 db2'],
    ['&stage:web', 'web4'],
    ['!web:all', 'lone db1 db2 both'],
    ['!web', 'lone db1 db2 both'],
    ['&db', 'db1 db2 both'],
    ['!web3:web:&prod', 'web1 web2 web4'],
    ['web:!web[0]', 'web2 web3 web4'],
    ['web*', 'web1 web2 web3 web4'],
    ['*b1', 'web1 db1'],
    ['w?b[1]', 'web2'],
    ['~(web|db)[12]$', 'web1 web2 db1 db2'],
    ['~eb1', ''],
    ['!~web', 'lone db1 db2 both'],
    ['web[0]', 'web1'],
    ['web[-1]', 'web4'],
    ['web[0:1]', 'web1 web2'],
    ['web[1:]', 'web2 web3 web4'],
    ['web[2:9]', 'web3 web4'],
    ['web[0-1]', 'web1 web2'],
    ['web[2:0]', 'web3'],
    ['empty', ''],
    ['empty[3]', ''],
    ['ungrouped', 'lone'],
    ['site.a', 'web1'],
    ['nothing', ''],
    ['db1,nothing', 'db1'],
  ])('%s selects: %s', (pattern, expected) => {
    expect(names(pattern).join(' ')).toBe(expected);
  });

  it('takes a name that a host and a group have for the host, and in an exclusion for the group', () => {
    expect(names('both')).toEqual(['both']);
    expect(names('web:!both')).toEqual(['web2', 'web3', 'web4']);
  });

  it('refuses a subscript that is out of range', () => {
    expect(() => names('web[9]')).toThrowErrorMatchingInlineSnapshot(
      `[NothingMatchedError: No hosts matched the subscripted pattern "web[9]"]`,
    );
    expect(() => names('web[-9]')).toThrow('No hosts matched the subscripted pattern "web[-9]"');
  });

  it('makes localhost up where the inventory does not have it, outside of all', () => {
    const [localhost] = inventory.select('localhost');
    expect(localhost?.vars).toMatchObject({ ansible_connection: 'local', inventory_hostname: 'localhost' });
    expect(localhost?.groups).toEqual([]);
    expect(inventory.select('localhost')[0]).toBe(localhost);
    expect(names('all')).not.toContain('localhost');
    expect(names('all:!localhost')).toEqual(names('all'));
  });

  it('takes the local host that the inventory names for every local name', async () => {
    const { select } = await inventoryFrom({ 'hosts.yml': 'all: { hosts: { localhost: { a: 1 } } }' });
    expect(select('127.0.0.1').map(({ name, vars }) => [name, vars['a']])).toEqual([['localhost', 1]]);
    expect(select('all')).toHaveLength(1);
  });

  it('gives a part of the inventory, each host once, whatever the pattern', () => {
    const part = fc.constantFrom(
      'all',
      'web',
      'db',
      'stage',
      'prod',
      'web1',
      'w*',
      '~.*b2',
      'web[0:2]',
      'prod[1]',
      'no',
    );
    const parts = fc.array(fc.tuple(fc.constantFrom('', '&', '!'), part), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(parts, fc.constantFrom(':', ','), (pieces, separator) => {
        const selected = inventory.select(pieces.map((piece) => piece.join('')).join(separator));
        expect(new Set(selected).size).toBe(selected.length);
        expect(selected.every((host) => inventory.hosts.includes(host))).toBe(true);
        const excluded = pieces
          .filter(([sign]) => sign === '!')
          .flatMap(([, name]) => inventory.select(name));
        expect(selected.some((host) => excluded.includes(host))).toBe(false);
      }),
    );
  });
});
