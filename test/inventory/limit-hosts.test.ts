import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { limitHosts } from '../../src/inventory/limit-hosts.ts';
import { directoryOf } from './directory-of.ts';
import { inventoryFrom } from './inventory-from.ts';

const inventory = await inventoryFrom({
  'hosts.yml': 'all: { children: { web: { hosts: { "web[1:3]": } }, db: { hosts: { db1: , "fe80::1": } } } }',
});

function limited(limit: string, pattern = 'all'): readonly string[] {
  return limitHosts(inventory, limit)
    .select(pattern)
    .map(({ name }) => name);
}

describe('limitHosts', () => {
  it('keeps only hosts of the limit, in hosts and in every selection', () => {
    const { hosts, select } = limitHosts(inventory, 'web2:db');
    expect(hosts.map(({ name }) => name)).toEqual(['web2', 'db1', 'fe80::1']);
    expect(select('web').map(({ name }) => name)).toEqual(['web2']);
    expect(select('web:!web2')).toEqual([]);
  });

  it('applies subscripts of the play before the limit', () => {
    expect(limited('web2', 'web[1]')).toEqual(['web2']);
    expect(limited('web2', 'web[0]')).toEqual([]);
  });

  it.each([
    ['!web', 'db1 fe80::1'],
    ['web:&web1', 'web1'],
    ['fe80::1', 'fe80::1'],
  ])('reads %s as a pattern', (limit, names) => {
    expect(limited(limit).join(' ')).toBe(names);
  });

  it('keeps localhost for a play on it', () => {
    expect(limited('localhost', 'localhost')).toEqual(['localhost']);
    expect(limited('web', 'localhost')).toEqual([]);
  });

  it('reads @file as one pattern a line, whatever the end of the line', async () => {
    await using directory = await directoryOf({ failed: 'web1\r\n\nfe80::1\n!web1\nweb3' });
    expect(limited(`@${join(directory.path, 'failed')}`)).toEqual(['web3', 'fe80::1']);
  });

  it('refuses a file that is empty: no names must not mean all hosts', async () => {
    await using directory = await directoryOf({ failed: '\n\n' });
    expect(() => limited(`@${join(directory.path, 'failed')}`)).toThrow('names no hosts');
  });

  it('refuses a limit that leaves nothing, or is empty', () => {
    expect(() => limited('nothing')).toThrowErrorMatchingInlineSnapshot(
      `[NothingMatchedError: The limit "nothing" leaves no hosts to target]`,
    );
    expect(() => limited('')).toThrowErrorMatchingInlineSnapshot(
      `[NothingMatchedError: The host pattern "" names no hosts]`,
    );
  });

  it('refuses a file that is not there', () => {
    expect(() => limited('@nowhere.txt')).toThrow('"@nowhere.txt" cannot be read: it does not exist');
  });
});
