import { describe, expect, it } from 'vitest';
import type { KnownInventory } from '../../../src/cli/run/known-inventory.ts';
import { refuseUnknownNames } from '../../../src/cli/run/refuse-unknown-names.ts';
import { remarksOnHosts } from '../../../src/cli/run/remarks-on-hosts.ts';
import { DroverError } from '../../../src/core/errors.ts';
import { play } from '../../../src/core/play.ts';
import { splitPattern } from '../../../src/inventory/split-pattern.ts';
import { inventoryFrom } from '../../inventory/inventory-from.ts';

const inventory = await inventoryFrom({ 'hosts.yml': 'web: { hosts: { "web[1:3]": } }\nnone: {}\n' });
const known: KnownInventory = {
  inventory,
  names: new Set(['all', 'ungrouped', 'web', 'none', 'web1', 'web2', 'web3']),
};

function refusal(pattern: string): string {
  try {
    refuseUnknownNames(splitPattern(pattern), known);
    return 'not refused';
  } catch (error) {
    if (error instanceof DroverError) return `${error.code}: ${error.message}. ${error.hint}`;
    throw error;
  }
}

describe('a pattern', () => {
  it.each(['web:!web3', 'none', 'web1,db*', '~db.*', 'all', 'localhost', 'web[0]'])(
    '%s is taken',
    (pattern) => {
      expect(refusal(pattern)).toBe('not refused');
    },
  );

  it('with names that the inventory does not have is refused', () => {
    expect(
      ['wbe', 'web1,nosuch', 'all:!wbe3', 'web,dbb,&stage', 'dbb[0]'].map(refusal).join('\n'),
    ).toMatchInlineSnapshot(`
      "nothing-matched: The inventory has no host or group "wbe". Did you mean "web"?
      nothing-matched: The inventory has no host or group "nosuch". There are: web, none, web1, web2, web3.
      nothing-matched: The inventory has no host or group "wbe3". Did you mean "web3"?
      nothing-matched: The inventory has no host or group "dbb" or "stage". There are: web, none, web1, web2, web3.
      nothing-matched: The inventory has no host or group "dbb". There are: web, none, web1, web2, web3."
    `);
  });
});

describe('the hosts of a play', () => {
  it('are remarked on where they are nearly those of the inventory', () => {
    const plays = ['wbe', 'clients', 'web'].map((hosts) => play({ name: `For ${hosts}`, hosts, tasks: [] }));
    expect(remarksOnHosts(plays, known)).toEqual([
      'The play "For wbe" is for "wbe", which the inventory does not have: is it "web"?',
    ]);
  });
});
