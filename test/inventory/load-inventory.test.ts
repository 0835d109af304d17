import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/core/errors.ts';
import type { InventoryDefinition } from '../../src/inventory/inventory-definition.ts';
import { loadInventory } from '../../src/inventory/load-inventory.ts';
import { directoryOf } from './directory-of.ts';
import { complaintOf, inventoryFrom } from './inventory-from.ts';

const web = 'web: { hosts: { web1: { a: 1 } } }';

async function namesIn(files: Readonly<Record<string, string>>, sources: readonly string[]): Promise<string> {
  const { hosts } = await inventoryFrom(files, { sources });
  return hosts.map(({ name }) => name).join(' ');
}

describe('loadInventory', () => {
  it.each([
    ['hosts.yml', web],
    ['hosts.yaml', web],
    ['hosts', `# a comment\n---\n${web}`],
    ['hosts', '{"web": {"hosts": {"web1": {"a": 1}}}}'],
    ['hosts.json', '{"web": {"hosts": {"web1": {"a": 1}}}}'],
    ['hosts', '[web]\nweb1 a=1\n'],
    ['hosts.ini', '[web]\nweb1 a=1\n'],
    ['hosts.prod', '[web]\nweb1 a=1\n'],
    ['hosts.ts', 'const hosts: object = { web1: { a: 1 } };\nexport default { web: { hosts } };'],
    ['hosts.mjs', 'export default () => ({ web: { hosts: { web1: { a: 1 } } } });'],
    ['hosts.mjs', 'export default async () => ({ web: { hosts: { web1: { a: 1 } } } });'],
  ])('reads %s: %j', async (file, text) => {
    const { hosts } = await inventoryFrom({ [file]: text });
    expect(hosts.map(({ name, groups, vars }) => [name, groups, vars['a']])).toEqual([['web1', ['web'], 1]]);
  });

  it('keeps the values of a module as they are', async () => {
    const { hosts } = await inventoryFrom({
      'hosts.mjs': 'export default { all: { hosts: { h: { when: new Date(0), act: () => 7 } } } };',
    });
    expect(hosts[0]?.vars['when']).toEqual(new Date(0));
  });

  it('takes a typed definition for what a module exports', () => {
    const definition = {
      all: { hosts: { 'web[1:2]': { port: 1 }, lone: null }, children: { db: { hosts: 'db1' } }, vars: null },
    } satisfies InventoryDefinition;
    expect(Object.keys(definition)).toEqual(['all']);
  });

  it.each([
    ['web1,', 'web1'],
    ['web1, web2:2222,[::1]:22,192.0.2.1', 'web1 web2 ::1 192.0.2.1'],
    ['$(reboot),a b', '$(reboot) a b'],
    ['web[1:3],', 'web[1:3]'],
  ])('reads the comma list %j', async (source, names) => {
    expect(await namesIn({}, [source])).toBe(names);
  });

  it('reads the files of a directory in the order of names, and not what is no inventory', async () => {
    const nothing = [
      '.hidden',
      'a.bak',
      'a.orig',
      'a.cfg',
      'a.retry',
      'a.ini',
      'a.md',
      'a.txt',
      'a.yml~',
      'a.d.ts',
    ];
    const files = {
      'inv/2.yml': 'all: { hosts: { second: } }',
      'inv/1.yml': 'all: { hosts: { first: } }',
      'inv/3/inner.json': '{"all": {"hosts": {"third": null}}}',
      'inv/group_vars/all.yml': 'v: 1',
      ...Object.fromEntries(nothing.map((name) => [`inv/${name}`, 'not an inventory'])),
    };
    expect(await namesIn(files, ['inv'])).toBe('first second third');
  });

  it('puts several sources together', async () => {
    const files = { 'one.yml': 'web: { hosts: { a: } }', 'two/hosts.yml': 'web: { hosts: { b: } }' };
    const { select } = await inventoryFrom(files, { sources: ['one.yml', 'two', 'c,'] });
    expect(select('web').map(({ name }) => name)).toEqual(['a', 'b']);
    expect(select('ungrouped').map(({ name }) => name)).toEqual(['c']);
  });

  it('shares what hosts of the same groups have in common', async () => {
    const { hosts } = await inventoryFrom({
      'hosts.yml': 'web: { hosts: { "web[1:2]": }, vars: { v: [1] } }',
    });
    const [one, two] = hosts;
    expect(one?.groups).toBe(two?.groups);
    expect(one?.vars['v']).toBe(two?.vars['v']);
    expect(one?.vars).toBe(one?.vars);
  });

  it('says what it does not read', async () => {
    const cases: readonly (readonly [source: string, text: string | undefined])[] = [
      ['nowhere', undefined],
      ['hosts.toml', '[web]\n'],
      ['dynamic.py', '#!/usr/bin/env python3\n'],
    ];
    const complaints = await Promise.all(
      cases.map(([source, text]) =>
        complaintOf(text === undefined ? {} : { [source]: text }, { sources: [source] }),
      ),
    );
    complaints.push(
      await complaintOf({ 'inv/README.md': '', 'inv/group_vars/all.yml': '' }, { sources: ['inv'] }),
    );
    expect(complaints.join('\n').replace(/in \/\S+/, 'in /here.')).toMatchInlineSnapshot(`
      "UsageError: The inventory "nowhere" does not exist
      Look for it in /here. A list of host names needs a comma, as in "nowhere,".
      DefinitionError: "hosts.toml" is a TOML inventory, which is not supported
      Write it as YAML: "ansible-inventory -i hosts.toml --list --yaml" turns one into the other.
      DefinitionError: "dynamic.py" is a program that may not be run
      Make it executable: chmod +x dynamic.py
      UsageError: The inventory directory "inv" holds no inventory
      Looked for every file but .ini, .cfg, .md, .txt, .rst, .retry, backups and hidden files."
    `);
  });

  it('says which file cannot be read', async () => {
    await using directory = await directoryOf({ 'inv/1.yml': 'all:' });
    await symlink('nowhere', join(directory.path, 'inv/2.yml'));
    await expect(loadInventory({ sources: ['inv'], directory: directory.path })).rejects.toThrow(
      new UsageError('"inv/2.yml" cannot be read: it does not exist', {
        hint: 'It is a link that leads nowhere.',
      }),
    );
  });

  it('says what is wrong with a module', async () => {
    const texts = [
      'export const hosts = {};',
      'export default { web: { hosts: ["web1"] } };',
      'export default () => { throw new Error("no answer"); };',
      'const web = {}; web.children = { web }; export default { web };',
      'export default 5;',
    ];
    const complaints = await Promise.all(texts.map((text) => complaintOf({ 'hosts.mjs': text })));
    expect(complaints.join('\n')).toMatchInlineSnapshot(`
      "DefinitionError: hosts.mjs: the module has no default export
      Write "export default { all: { hosts: { … } } }", or a function that returns this.
      DefinitionError: hosts.mjs › web › hosts: "hosts" of group "web" is a list, not a mapping
      Write "name:" on a line of its own for each entry, without "- ".
      DefinitionError: the inventory module hosts.mjs failed: no answer
      DefinitionError: hosts.mjs › web › children › web: group "web" is its own child: web › web
      DefinitionError: hosts.mjs: the inventory is a number, not a mapping of groups
      Write "all:", below it "  hosts:", and below that "    web1:"; further groups in the same way."
    `);
  });
});
