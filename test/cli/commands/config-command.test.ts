import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryOf } from '../../inventory/directory-of.ts';
import { droverIn } from './drover-in.ts';

const hosts = 'web[1:3] ansible_connection=local\n';
const others = 'other1 ansible_connection=local\n';
const config = `import { defineConfig } from 'drover';
export default defineConfig({ inventory: 'hosts', forks: 2 });
`;

async function drover(files: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<string> {
  await using directory = await directoryOf({ hosts, ...files });
  return await droverIn(directory.path, ...words);
}

describe('drover config', { timeout: 30_000 }, () => {
  it('explains every setting, its value and where that is from', async () => {
    expect(await drover({ 'drover.config.ts': config }, 'config')).toMatchInlineSnapshot(`
      "inventory          ["hosts"]  drover.config.ts
                         Where hosts are, as -i.
      forks              2          drover.config.ts
                         Hosts at a time, as -f.
      atMost             none       default
                         Hosts at a time of a group, rack or bastion, as --at-most.
      preflight          each       default
                         When hosts are looked at, as --preflight.
      lookAhead          true       default
                         Whether tasks are looked at ahead of their turn; --no-look-ahead.
      diff               false      default
                         Whether changed text is shown line by line, as -D.
      vaultPasswordFile  none       default
                         Files or executables with vault passwords.
      vaultId            none       default
                         Vault passwords by label, as --vault-id.
      "
    `);
  });

  it('reads the key of package.json, too', async () => {
    const text = await drover({ 'package.json': '{ "drover": { "forks": 7 } }' }, 'config', '--json');
    expect(text).toContain(
      '{"name":"forks","value":"7","from":"package.json","description":"Hosts at a time, as -f."}',
    );
  });

  it('refuses what is no setting, with its line and what was probably meant', async () => {
    const wrong = `export default {\n  inventory: 'hosts',\n  fork: 5,\n  preflight: 'al',\n};\n`;
    expect(await drover({ 'drover.config.ts': wrong }, 'config')).toMatchInlineSnapshot(`
      "drover: drover.config.ts:4: preflight must be one of each, all, only, none (did you mean "all"?)
      drover.config.ts:3: there is no "fork" (did you mean "forks"?)
      drover config explains every setting.
      exit 4"
    `);
    expect(
      await drover({ 'drover.config.mjs': 'export const forks = 3;\n' }, 'config'),
    ).toMatchInlineSnapshot(`
      "drover: drover.config.mjs exports no configuration
      End it with: export default defineConfig({ … }), from drover.
      exit 4"
    `);
    expect(await drover({ 'drover.config.js': 'export default {;\n' }, 'config')).toContain(
      'drover.config.js:1:17: SyntaxError: Unexpected token',
    );
  });
});

describe('settings', { timeout: 30_000 }, () => {
  it('stand for flags that are not given', async () => {
    expect(await drover({ 'drover.config.ts': config }, 'exec', 'web1', '--', 'echo', 'ok')).toBe(
      '✔ web1\n  ok\n',
    );
  });

  it('give way to flags', async () => {
    const files = { others, 'drover.config.ts': config };
    expect(await drover(files, 'exec', 'all', '-i', 'others', '--', 'echo', 'ok')).toBe('✔ other1\n  ok\n');
  });

  it('are not read from a file that anybody may write', async () => {
    await using directory = await directoryOf({ hosts, 'drover.config.ts': config });
    await chmod(join(directory.path, 'drover.config.ts'), 0o666);
    expect(await droverIn(directory.path, 'exec', 'web1', '--', 'ls')).toMatchInlineSnapshot(`
      "drover: drover.config.ts is not loaded: anybody may write it
      Make it your own (chown), and writable for nobody else (chmod o-w).
      exit 2"
    `);
  });

  it('that are wrong stop no command that needs none', async () => {
    expect(await drover({ 'drover.config.ts': 'export default { x: 1 };' }, 'modules')).toContain('service');
  });
});
