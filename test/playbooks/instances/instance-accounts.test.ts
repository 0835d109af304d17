import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instanceAccounts } from '../../../playbooks/secure-portal/instances/instance-accounts.ts';
import { sh } from '../../../src/core/sh.ts';
import { probe } from '../../../src/modules/probe.ts';
import { runHere } from '../../support/local-host.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { shells } from '../../support/shells.ts';

type Product = 'cache' | 'iris';

/** What each parameters.isc says of who an instance runs as. */
const cases: readonly (readonly [string, Product, readonly string[], string])[] = [
  ['one of each', 'cache', ['cache_user: cacheusr', 'cache_group: cachegrp'], 'cacheusr:cachegrp'],
  ['those of IRIS', 'iris', ['iris_user: irisusr', 'iris_group: irisusr'], 'irisusr:irisusr'],
  ['those of what it was converted from', 'iris', ['cache_user: old', 'cache_group: old'], 'old:old'],
  ['its own first', 'iris', ['cache_user: old', 'iris_user: new', 'iris_group: new'], 'new:new'],
  ['the same twice', 'cache', ['cache_user: one', 'cache_user:one  \r', 'cache_group:  two'], 'one:two'],
  ['different ones', 'cache', ['cache_user: one', 'cache_user: two', 'cache_group: three'], '?:three'],
  ['only who manages it', 'cache', ['manager_user: root', 'manager_group: root'], '?:?'],
  ['a name without a value', 'cache', ['cache_user:', 'cache_user: real', 'cache_group: real'], 'real:real'],
];

describe.each(shells)('who an instance runs as, in %s,', (shell) => {
  it('is what its parameters.isc says, and unknown where that is not one name', async () => {
    const top = await scratchDirectory();
    const looks = cases.map(([title, product, lines], index) => ({
      title,
      directory: join(top, `it's ${index}`),
      lines,
      look: instanceAccounts(title, { product, directory: join(top, `it's ${index}`) }),
    }));
    for (const { directory, lines } of looks) {
      await mkdir(directory);
      const text = ['product_info.name: x', ...lines.map((line) => `security_settings.${line}`)].join('\n');
      await writeFile(join(directory, 'parameters.isc'), `${text}\n`);
    }
    const nowhere = instanceAccounts('no such file', { product: 'cache', directory: `${top}/none` });
    const told: string[] = [];
    const tell = probe('told', (scope) => {
      for (const { title, look } of [...looks, { title: 'no such file', look: nowhere }]) {
        const { user = '?', group = '?' } = scope.state(look);
        told.push(`${title}: ${user}:${group}`);
      }
      return { script: sh`:` };
    });
    await runHere([...looks.map(({ look }) => look), nowhere, tell], { shell });
    expect(told).toEqual([...cases.map(([title, , , said]) => `${title}: ${said}`), 'no such file: ?:?']);
  });
});
