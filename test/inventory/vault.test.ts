import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/core/host.ts';
import { Secret } from '../../src/core/secret.ts';
import { readVaultPassword } from '../../src/inventory/read-vault-password.ts';
import type { VaultPassword } from '../../src/inventory/vault.ts';
import { directoryOf } from './directory-of.ts';
import { complaintOf, inventoryFrom } from './inventory-from.ts';

/** Written by ansible-vault; holds db_password, port: 5432, nested and ansible_user. */
const wholeFile = `$ANSIBLE_VAULT;1.1;AES256
39653037363362303032303835623030636363393662343331393163383330666663636333663033
3234346462306666343831376137383362346338313063610a663138386362623036376261303433
63376635386636643730393862363331366664646364666132343362326364336662303966343162
6134393062376139390a623533353432643037616238326665643330363137373031663936393730
63353161623439366338393164613338386263343631393130386239623732633165646265653265
33356661393163356130346432636562616565356230353736326538323332363264636536396531
353465626463656664333064663831356138
`;

/** Written by ansible-vault with the label prod. */
const labelled = `token: !vault |
  $ANSIBLE_VAULT;1.2;AES256;prod
  30343061633861393231386236383063636535363834633530633536623838313438313362376664
  6438323339363833373135313330663433643436326639350a666233643037366231323236316433
  36383862353761313563646234333833613730396538353036333931323338663439383334363034
  3130376633353636380a663961383865663630633034643065376330376634323534666361386264
  3664
plain: text
`;

const hosts = 'h\n';
const file: VaultPassword = { label: 'default', password: new Secret('s3cret') };
const prod: VaultPassword = { label: 'prod', password: new Secret('prodword') };
const wrong: VaultPassword = { label: 'prod', password: new Secret('no') };

async function hostWith(text: string, vaultPasswords: readonly VaultPassword[]): Promise<Host> {
  const { select } = await inventoryFrom({ hosts, 'group_vars/all.yml': text }, { vaultPasswords });
  const [host] = select('h');
  if (host === undefined) throw new Error('h is not there');
  return host;
}

describe('what ansible-vault encrypted', () => {
  it('is read as a secret from a whole file, with numbers as they are', async () => {
    const { vars } = await hostWith(wholeFile, [file]);
    expect(revealed(vars['db_password'])).toBe('hunter2');
    expect(vars['port']).toBe(5432);
    expect(JSON.stringify(vars['nested'])).toBe('{"list":["[secret]",1]}');
  });

  it('is read as a secret from a value, by the password of its label or any other', async () => {
    for (const passwords of [[prod], [wrong, prod], [file, { ...prod, label: 'x' }]]) {
      const { vars } = await hostWith(labelled, passwords);
      expect(revealed(vars['token'])).toBe('tok-ü\nline');
      expect(vars['plain']).toBe('text');
      expect(String(vars['token'])).toBe('[secret]');
    }
  });

  it('is read from a connection variable that is no secret as text', async () => {
    const { vars } = await hostWith(labelled.replace('token', 'ansible_user'), [prod]);
    expect(vars['ansible_user']).toBe('tok-ü\nline');
  });

  it('stays a secret where another value refers to it, also within a text', async () => {
    const references = 'alone: "{{ token }}"\ninside: "a {{ plain }} {{ token }}"\n';
    const { vars } = await hostWith(`${labelled}${references}`, [prod]);
    expect(revealed(vars['alone'])).toBe('tok-ü\nline');
    expect(revealed(vars['inside'])).toBe('a text tok-ü\nline');
  });

  it('stays closed without a password until somebody uses it', async () => {
    const { vars } = await hostWith(labelled, []);
    expect(Object.keys(vars)).not.toContain('token');
    expect(vars['plain']).toBe('text');
    expect(() => vars['token']).toThrow(
      'group_vars/all.yml: this is encrypted by ansible-vault, and there is no vault password (the variable "token", set at group_vars/all.yml:1:1)',
    );
  });

  it('is refused with the file and the reason', async () => {
    const texts = [
      wholeFile,
      wholeFile.replace('1.1', '1.0').replace('AES256', 'AES'),
      `${wholeFile.slice(0, 100)}\n`,
      '$ANSIBLE_VAULT;1.1;AES256\nxyz\n',
    ];
    const vaultPasswords = [wrong];
    const complaints = await Promise.all([
      complaintOf({ hosts, 'group_vars/all.yml': wholeFile }),
      ...texts.map((text) => complaintOf({ hosts, 'group_vars/all.yml': text }, { vaultPasswords })),
    ]);
    expect(complaints.join('\n')).toMatchInlineSnapshot(`
      "DefinitionError: group_vars/all.yml: this is encrypted by ansible-vault, and there is no vault password
      Give one with --vault-password-file, --vault-id or --ask-vault-pass.
      DefinitionError: group_vars/all.yml: no vault password opens this
      Tried: prod.
      DefinitionError: group_vars/all.yml: the vault format 1.0 with AES is not supported
      Encrypt it anew: "ansible-vault rekey" writes format 1.1 with AES256.
      DefinitionError: group_vars/all.yml: this vault cannot be read: its content is damaged
      Copy it again, whole, from where it was encrypted.
      DefinitionError: group_vars/all.yml: this vault cannot be read: its content is damaged
      Copy it again, whole, from where it was encrypted."
    `);
  });
});

describe('a vault password', () => {
  it('comes from a file, without the blanks around it, or from what an executable prints', async () => {
    await using directory = await directoryOf({
      word: ' s3cret \n',
      script: '#!/bin/sh\necho "word of $#"\n',
      'ring-client.sh': '#!/bin/sh\necho "word for $2"\n',
      empty: '\n',
    });
    for (const name of ['script', 'ring-client.sh']) await chmod(join(directory.path, name), 0o755);
    const read = async (name: string) =>
      revealed((await readVaultPassword(join(directory.path, name), 'prod')).password);
    expect(await read('word')).toBe('s3cret');
    expect(await read('script')).toBe('word of 0');
    expect(await read('ring-client.sh')).toBe('word for prod');
    await expect(read('empty')).rejects.toThrow('it is empty');
    await expect(read('nothing')).rejects.toThrow('cannot be read: it does not exist');
  });
});

function revealed(value: unknown): string {
  return value instanceof Secret ? Secret.reveal(value) : `no secret: ${String(value)}`;
}
