import { describe, expect, it } from 'vitest';
import { extraVars } from '../../../src/cli/extra-vars/extra-vars.ts';
import { DroverError } from '../../../src/core/errors.ts';
import { directoryOf } from '../../inventory/directory-of.ts';
import { vaultedFile, vaultedValue } from '../../support/vaulted.ts';
import { droverIn } from '../commands/drover-in.ts';

const files = {
  hosts: 'web1 ansible_connection=local port=1\n',
  'vars.yml': '# ports\nport: 80\nsite: www\n',
  'secret.yml': vaultedFile,
  'value.yml': vaultedValue,
  'bad.yml': 'port: 80\nsites: [a, }\n',
  'list.yml': '- port\n',
  password: 'pw\n',
};

async function explained(variable: string, ...given: readonly string[]): Promise<string> {
  await using directory = await directoryOf(files);
  const words = [variable, '-i', 'hosts', ...given.flatMap((one) => ['-e', one])];
  return await droverIn(directory.path, 'inventory', 'explain', 'web1', ...words);
}

/** How it is refused, files being in `/fleet`. */
async function refusal(given: string): Promise<string> {
  await using directory = await directoryOf(files);
  const there = given.replace(/^@/, `@${directory.path}/`);
  const error: unknown = await extraVars([there]).catch((cause: unknown) => cause);
  const said = error instanceof DroverError ? `${error.code}: ${error.message}` : String(error);
  return said.replaceAll(directory.path, '/fleet');
}

describe('-e', { timeout: 120_000 }, () => {
  it('is explained by file and line', async () => {
    expect(await explained('port', '@vars.yml')).toMatchInlineSnapshot(`
      "port of web1 is 80
        set by      extra variables  vars.yml:2:1
        overrides   host web1        hosts:1  1
      "
    `);
    expect(await explained('port', '@vars.yml', 'port=443')).toMatchInlineSnapshot(`
      "port of web1 is "443"
        set by      extra variables  the extra variables (-e)
        overrides   host web1        hosts:1  1
      "
    `);
  });

  it.each(['@secret.yml', '@value.yml'])('opens what a vault protects in %s, and hides it', async (file) => {
    await using directory = await directoryOf(files);
    const words = [
      '-e',
      file,
      '--vault-password-file',
      'password',
      '-m',
      'probe',
      '-a',
      'script="echo hush"',
    ];
    expect(await droverIn(directory.path, 'exec', 'web1', '-i', 'hosts', ...words)).toBe(
      '✔ web1\n  [secret]\n',
    );
  });

  it('is refused with what is wrong and where', async () => {
    const wrong = [
      'port',
      '=1',
      'a-b=1',
      "x='unclosed",
      'x=1 y',
      '[1]',
      '{a: [}',
      '{a: 1, a: 2}',
      './vars.yml',
    ];
    const wrongFiles = ['@bad.yml', '@list.yml', '@nowhere.yml', '@secret.yml'];
    const said = await Promise.all([...wrong, ...wrongFiles].map(refusal));
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "usage: -e port: "port" is not name=value
      usage: -e =1: "=1" is not name=value
      usage: -e a-b=1: "a-b=1" is not name=value
      usage: -e x='unclosed: a quotation is not closed
      usage: -e x=1 y: "y" is not name=value
      usage: -e '[1]':1:1: there is a list, not a mapping of variables
      usage: -e '{a: [}':1:6: flow sequence in block collection must be sufficiently indented and end with a ]
      usage: -e '{a: 1, a: 2}':1:8: the key "a" is there twice
      usage: -e ./vars.yml is not name=value
      usage: /fleet/bad.yml:2:12: flow sequence in block collection must be sufficiently indented and end with a ]
      usage: /fleet/list.yml:1:1: there is a list, not a mapping of variables
      usage: "-e @/fleet/nowhere.yml" cannot be read: it does not exist
      definition: -e @/fleet/secret.yml: this is encrypted by ansible-vault, and there is no vault password"
    `);
  });
});
