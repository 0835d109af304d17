import { describe, expect, it } from 'vitest';
import { complaintOf, inventoryFrom } from './inventory-from.ts';

const hosts = 'web: { hosts: { h: } }';

async function varsWith(files: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>>> {
  const { select } = await inventoryFrom({ 'hosts.yml': hosts, ...files });
  const { inventory_hostname, inventory_hostname_short, group_names, ...vars } = select('h')[0]?.vars ?? {};
  expect([inventory_hostname, inventory_hostname_short, group_names]).toEqual(['h', 'h', ['web']]);
  return vars;
}

describe('group_vars and host_vars', () => {
  it.each(['web', 'web.yml', 'web.yaml', 'web.json', 'web/a.yml', 'web/sub/a.json', 'web/a'])(
    'may be in group_vars/%s',
    async (file) => {
      expect(await varsWith({ [`group_vars/${file}`]: '{"a": 1}' })).toEqual({ a: 1 });
    },
  );

  it('are read from a directory in the order of names, without hidden files, backups and other kinds', async () => {
    const files = {
      'group_vars/web/a.yml': 'a: 1\nb: 1',
      'group_vars/web/b.yml': 'b: 2',
      'group_vars/web/.c.yml': 'b: 3',
      'group_vars/web/d.yml~': 'b: 4',
      'group_vars/web/e.txt': 'b: 5',
      'group_vars/web/f.yml.d/g.yml': 'b: 6',
    };
    expect(await varsWith(files)).toEqual({ a: 1, b: 2 });
  });

  it('are read from a directory alone where a file of the same name stands beside it', async () => {
    expect(await varsWith({ 'group_vars/web/a.yml': 'a: 1', 'group_vars/web.yml': 'b: 2' })).toEqual({
      a: 1,
    });
  });

  it('may be empty, and files for names that the inventory does not have are not read', async () => {
    const files = {
      'group_vars/web.yml': '# nothing\n',
      'group_vars/other.yml': ': : :',
      'host_vars/x.yml': '[',
    };
    expect(await varsWith(files)).toEqual({});
  });

  it('are not looked for outside of their directory', async () => {
    const { hosts } = await inventoryFrom(
      { 'inv/hosts.yml': 'all: { hosts: { ../secret: } }', 'inv/secret.yml': 'all:', 'secret.yml': 'a: 1' },
      { sources: ['inv/hosts.yml'] },
    );
    expect(hosts[0]?.vars['a']).toBeUndefined();
  });

  it('fail with their place when they are wrong', async () => {
    const files = [
      { 'group_vars/web.yml': '- a\n' },
      { 'group_vars/web.yml': 'a: 1\na: 2\n' },
      { 'host_vars/h/x.json': '{"a": }' },
      { 'group_vars/all/vault.yml': '$ANSIBLE_VAULT;1.1;AES256\n00\n' },
      { group_vars: 'a file' },
    ];
    const complaints = await Promise.all(
      files.map((wrong) =>
        complaintOf(Object.assign({ 'inv/hosts.yml': hosts }, prefixed(wrong)), { sources: ['inv'] }),
      ),
    );
    expect(complaints.join('\n')).toMatchInlineSnapshot(`
      "DefinitionError: inv/group_vars/web.yml:1:1: the file holds a list, not a mapping of variables
      Write "name: value", one variable a line.
      DefinitionError: inv/group_vars/web.yml:2:1: the key "a" is there twice
      Take one of them away.
      DefinitionError: inv/host_vars/h/x.json:1:7: unresolved plain scalar ""
      Mend the syntax of the file.
      DefinitionError: inv/group_vars/all/vault.yml: this is encrypted by ansible-vault, and there is no vault password
      Give one with --vault-password-file, --vault-id or --ask-vault-pass.
      DefinitionError: "inv/group_vars" is not a directory"
    `);
  });
});

function prefixed(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`inv/${name}`, text]));
}
