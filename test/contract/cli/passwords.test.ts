import { describe, expect, it } from 'vitest';
import { directoryOf } from '../../inventory/directory-of.ts';
import { inShell } from '../../support/in-shell.ts';
import { labelledFile, vaultedFile } from '../../support/vaulted.ts';

const files = {
  hosts: 'web1 ansible_connection=local\n',
  'group_vars/all.yml': vaultedFile,
  'labelled/hosts': 'web1 ansible_connection=local\n',
  'labelled/group_vars/all.yml': labelledFile,
};

async function said(script: string): Promise<string> {
  await using directory = await directoryOf(files);
  return await inShell(directory.path, script);
}

const exec = 'drover exec web1 -i hosts -J -K --shell -- "echo hush; echo become-word"';
const typed = "printf 'pw\\nbecome-word\\n'";

describe('passwords', { timeout: 120_000 }, () => {
  it('that are piped in are read one after the other', async () => {
    expect(await said(`${typed} | ${exec}`)).toBe(
      'Vault password: \nsudo password: \n✔ web1\n  [secret]\n  [secret]\n',
    );
  });

  it('that are typed ahead on a terminal are read one after the other', async () => {
    const text = await said(`${typed} | script -qec '${exec}' /dev/null`);
    expect(text).toContain('  [secret]\n  [secret]\n');
  });

  it('are asked for by label', async () => {
    const words = 'exec web1 -i labelled/hosts --vault-id prod@prompt -- echo hush';
    expect(await said(`echo pw | drover ${words}`)).toBe('Vault password (prod): \n✔ web1\n  [secret]\n');
    expect(await said(`echo other | drover ${words}`)).toMatchInlineSnapshot(`
      "Vault password (prod): 
      drover: labelled/group_vars/all.yml: no vault password opens this (it is labelled "prod")
      Tried: prod.
      exit 4
      "
    `);
  });

  it.each([
    ['--vault-password-file secret', "printf 'pw\\n' >secret"],
    ['--vault-password-file ./secret', "printf '#!/bin/sh\\necho pw\\n' >secret; chmod +x secret"],
    ['--vault-id any@secret', 'echo pw >secret'],
  ])('are taken from %s after %s', async (flags, before) => {
    expect(await said(`${before}; drover exec web1 -i hosts ${flags} -- echo hush`)).toBe(
      '✔ web1\n  [secret]\n',
    );
  });

  it('that are not given end the command', async () => {
    expect(await said(`drover exec web1 -i hosts -J -- true </dev/null`)).toMatchInlineSnapshot(`
      "Vault password: 
      drover: No password was given
      exit 2
      "
    `);
    expect(await said(`drover exec web1 -i hosts -- true`)).toMatchInlineSnapshot(`
      "drover: group_vars/all.yml: this is encrypted by ansible-vault, and there is no vault password
      Give one with --vault-password-file, --vault-id or --ask-vault-pass.
      exit 4
      "
    `);
  });
});
