import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DefinitionError } from '../../src/core/errors.ts';
import { play } from '../../src/core/play.ts';
import { compile } from '../../src/engine/compile.ts';
import { loadInventory } from '../../src/inventory/load-inventory.ts';
import { directoryOf } from './directory-of.ts';

const web = play({
  name: 'Web',
  hosts: 'all',
  vars: z.object({
    port: z.number(),
    mode: z.enum(['fast', 'safe']),
    tls: z.object({ days: z.number() }),
    owner: z.string(),
  }),
  tasks: [],
});

/** What a play says to an inventory of these files. */
async function complaint(files: Readonly<Record<string, string>>): Promise<string> {
  await using directory = await directoryOf(files);
  const inventory = await loadInventory({
    sources: Object.keys(files).slice(0, 1),
    directory: directory.path,
  });
  try {
    compile([web], inventory, { tags: [], skipTags: [] });
  } catch (error) {
    if (error instanceof DefinitionError) return error.message;
    throw error;
  }
  return 'no complaint';
}

describe('variables that do not fit a play', () => {
  it('are all named at once, with hosts, file, line and what was expected', async () => {
    const files = {
      hosts:
        '[web]\nweb[1:5] port=eighty tls="{\'days\': 1}" owner=root\nweb6 port=80 mode=quick tls="{\'days\': 1}"\n',
      'group_vars/web.yml': '# how\nmode: safe\n',
      'host_vars/web2.yml': 'tls:\n  days: many\n',
    };
    expect(await complaint(files)).toMatchInlineSnapshot(`
      "4 problems:
        Web › port: expected number, received string, for web1, web2, web3 and 2 more
          set at hosts:2
        Web › tls.days: expected number, received string, for web2
          set at host_vars/web2.yml:1:1
        Web › mode: invalid option: expected one of "fast"|"safe", for web6
          set at hosts:3
        Web › owner: it is not set (expected string), for web6"
    `);
  });

  it('are read in the order of precedence when they fit', async () => {
    const files = {
      hosts: 'h port=1 owner=root mode=x\n',
      'host_vars/h.yml': 'mode: fast\ntls: { days: 3 }\n',
    };
    expect(await complaint(files)).toBe('no complaint');
  });
});
