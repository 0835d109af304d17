import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { directoryOf } from '../inventory/directory-of.ts';

const program = join(import.meta.dirname, '../../src/cli/main.ts');

const files = {
  hosts: `[web]
web[1:2]
web3 http_port=8081
[web:vars]
http_port=80
[prod:children]
web
`,
  'group_vars/all.yml': 'http_port: 8000\ndb_password: hunter2\n',
  'group_vars/prod/ports.yml': '# ports\nhttp_port: 8080\n',
  'group_vars/prod/vault.yml': 'token: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  3132\n',
  'play/group_vars/web.yml': 'http_port: 9000\n',
};

/** What `drover inventory` prints in a directory with these files, both streams. */
async function printed(...words: readonly string[]): Promise<string> {
  await using directory = await directoryOf(files);
  const command = ['--conditions=drover:source', program, 'inventory', ...words];
  const run = promisify(execFile)(process.execPath, command, { cwd: directory.path });
  return await run.then(
    ({ stdout, stderr }) => stdout + stderr,
    (error: { readonly code: number; readonly stderr: string }) => `${error.stderr}exit ${error.code}`,
  );
}

describe('drover inventory', { timeout: 120_000 }, () => {
  it('explains a variable: what sets it, what that overrides, and where', async () => {
    expect(
      await printed('explain', 'web3', 'http_port', '-i', 'hosts', '--playbook-dir', 'play'),
    ).toMatchInlineSnapshot(`
      "http_port of web3 is 8081
        set by      host web3                      hosts:3
        overrides   the playbook's group_vars/web  play/group_vars/web.yml:1:1  9000
        overrides   group_vars/prod                group_vars/prod/ports.yml:2:1  8080
        overrides   group_vars/all                 group_vars/all.yml:1:1  8000
        overrides   group web                      hosts:5  80
      "
    `);
  });

  it('keeps secrets hidden where it explains', async () => {
    const text = await printed('explain', 'web1', '-i', 'hosts');
    expect(text).toContain('db_password of web1 is "[secret]"');
    expect(text).toContain('token of web1 is "[secret]"');
    expect(text).not.toContain('hunter2');
  });

  it('lists hosts and draws groups', async () => {
    expect(await printed('list', 'web:!web2', '-i', 'hosts')).toMatchInlineSnapshot(`
      "web1  prod, web
      web3  prod, web
      "
    `);
    expect(await printed('graph', 'prod', '-i', 'hosts')).toMatchInlineSnapshot(`
      "@prod:
        |--@web:
        |  |--web1
        |  |--web2
        |  |--web3
      "
    `);
  });

  it('prints a vaulted value as Ansible does', async () => {
    expect(await printed('host', 'web1', '-i', 'hosts')).toMatchInlineSnapshot(`
      "{
          "db_password": "hunter2",
          "http_port": 8080,
          "token": {
              "__ansible_vault": "$ANSIBLE_VAULT;1.1;AES256\\n3132\\n"
          }
      }
      "
    `);
  });

  it('helps with names that are nearly right, and ends with 2', async () => {
    expect(await printed('explain', 'wbe1', '-i', 'hosts')).toMatchInlineSnapshot(`
      "drover: The inventory has no host "wbe1"
      Did you mean "web1"?
      exit 5"
    `);
    expect(await printed('explain', 'web1', 'htp_port', '-i', 'hosts')).toMatchInlineSnapshot(`
      "drover: Nothing sets the variable "htp_port" for web1
      Did you mean "http_port"?
      exit 5"
    `);
    expect(await printed('graph', 'prd', '-i', 'hosts')).toMatchInlineSnapshot(`
      "drover: The inventory has no group "prd"
      Did you mean "prod"?
      exit 5"
    `);
    expect(await printed('list')).toMatchInlineSnapshot(`
      "drover: No inventory: name one with -i
      Such as -i inventory.yml, -i web1,web2 or, for this machine, -i localhost, -c local.
      exit 2"
    `);
  });
});
