import { spawnSync } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settings } from '../../../src/cli/commands/config/settings.ts';
import { commandLine } from '../../../src/cli/program.ts';
import { directoryOf } from '../../inventory/directory-of.ts';
import { droverIn } from './drover-in.ts';

const main = resolve(import.meta.dirname, '../../../src/cli/main.ts');
const site = `import { play, sh } from 'drover';
import { command } from 'drover/modules';
export default play({ name: 'Fail', hosts: 'all', tasks: [command('Fails', { script: sh\`false\` })] });
`;
const hosts = 'web[1:3] ansible_connection=local\n';
const others = 'other1 ansible_connection=local\n';
const config = `import { defineConfig } from 'drover';
export default defineConfig({ inventory: 'hosts', forks: 2 });
`;

async function drover(files: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<string> {
  await using directory = await directoryOf({ hosts, ...files });
  return await droverIn(directory.path, ...words);
}

describe('drover config', { timeout: 120_000 }, () => {
  it('explains every setting: its value, the place that sets it, its default', async () => {
    const all = { timeout: 20, user: 'ops', waves: [1, '25%'] };
    const text = `export default {\n  inventory: 'hosts',\n  ...${JSON.stringify(all)},\n  forks: 2,\n};\n`;
    expect(await drover({ 'drover.config.ts': text }, 'config')).toMatchInlineSnapshot(`
      "inventory          ["hosts"]      drover.config.ts:2 (default: none)
                         Where hosts are; -i.
      playbookDir        none           default
                         Where playbooks stand: its group_vars and host_vars count; --playbook-dir.
      forks              2              drover.config.ts:4 (default: 20)
                         Hosts at a time; -f.
      atMost             none           default
                         Hosts at a time of a group, rack or bastion; --at-most.
      waves              [1,"25%"]      drover.config.ts:3 (default: none)
                         Hosts of each wave, in place of what plays say; --waves.
      failureBudget      none           default
                         How many hosts, or which part, may be lost; --failure-budget.
      preflight          each           default
                         When hosts are looked at; --preflight.
      allowPartial       false          default
                         Whether hosts that are not ready are left out; --allow-partial.
      lookAhead          true           default
                         Whether tasks are looked at ahead of their turn; --no-look-ahead.
      become             false          default
                         Whether plays that say nothing of it run as another user; -b.
      becomeUser         root           default
                         Whom to become, where nobody is named; --become-user.
      becomeMethod       sudo           default
                         How to become another user; --become-method.
      connection         ssh            default
                         How to connect; -c.
      user               "ops"          drover.config.ts:3 (default: none)
                         Whom to log in as; -u.
      privateKey         none           default
                         The key to log in with; --private-key.
      timeout            20             drover.config.ts:3 (default: 10)
                         Seconds to connect in; -T.
      sshCommonArgs      none           default
                         Arguments of ssh; --ssh-common-args.
      sshExtraArgs       none           default
                         Further arguments of ssh; --ssh-extra-args.
      vaultPasswordFile  none           default
                         Files or executables with vault passwords; --vault-password-file.
      vaultId            none           default
                         Vault passwords by label; --vault-id.
      diff               false          default
                         Whether changed text is shown line by line; -D.
      follow             false          default
                         Whether what commands print is shown as it comes; --follow.
      verbose            0              default
                         How much is said of tasks; -v.
      report             none           default
                         The page that each run writes; --report.
      colours            on a terminal  default
                         Whether output has colours; NO_COLOR and FORCE_COLOR stand over it.
      "
    `);
  });

  it('knows each setting as a flag, with the same default', async () => {
    const { commands } = await commandLine(() => {});
    const options = commands.flatMap((command) => command.options);
    for (const [name, schema] of Object.entries(settings.shape)) {
      if (name === 'colours') continue;
      const option = options.find((one) => one.attributeName() === name);
      expect(option, name).toBeDefined();
      const { without } = schema.meta() ?? {};
      const isTold = ['number', 'string', 'boolean'].includes(typeof option?.defaultValue);
      if (isTold && name !== 'diff') expect(String(option?.defaultValue), name).toBe(without);
    }
  });

  it('reads the key of package.json, too', async () => {
    const text = await drover({ 'package.json': '{ "drover": { "forks": 7 } }' }, 'config', '--json');
    expect(text).toContain(
      '{"name":"forks","value":"7","from":"package.json:1","default":"20","description":"Hosts at a time; -f."}',
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

describe('settings', { timeout: 120_000 }, () => {
  it('stand for flags that are not given', async () => {
    expect(await drover({ 'drover.config.ts': config }, 'exec', 'web1', '--', 'echo', 'ok')).toBe(
      '✔ web1\n  ok\n',
    );
  });

  it('give way to flags', async () => {
    const files = { others, 'drover.config.ts': config };
    expect(await drover(files, 'exec', 'all', '-i', 'others', '--', 'echo', 'ok')).toBe('✔ other1\n  ok\n');
  });

  it.each([
    [{ connection: 'local' }, [], '✔ gone1\n  ok\n'],
    [{ connection: 'local' }, ['-c', 'ssh'], ' refused the connection'],
    [{ user: 'ops' }, [], '(ops@127.0.0.1:1)'],
    [{ user: 'ops' }, ['-u', 'deploy'], '(deploy@127.0.0.1:1)'],
    [{ user: 'ops' }, ['-e', 'ansible_user=web'], '(web@127.0.0.1:1)'],
    [{ connection: 'local', verbose: 1 }, [], '~ changed  echo ok'],
    [{ connection: 'local', colours: true }, [], '\u001b[32m'],
    [{ privateKey: 'nowhere' }, [], '--private-key "nowhere" cannot be read'],
  ])('stand over what holds without them: %j, and flags over both: %j', async (own, flags, expected) => {
    const gone = 'gone1 ansible_host=127.0.0.1 ansible_port=1\n';
    const files = { gone, 'drover.config.mjs': `export default ${JSON.stringify(own)};\n` };
    await using directory = await directoryOf(files);
    const command = ['--conditions=drover:source', main, 'exec', 'all', '-i', 'gone', ...flags];
    const { NO_COLOR: _, ...env } = process.env;
    const child = spawnSync(process.execPath, [...command, '--', 'echo', 'ok'], {
      cwd: directory.path,
      encoding: 'utf8',
      env,
    });
    expect(child.stdout + child.stderr).toContain(expected);
  });

  it('say in which waves hosts have their turns, and whom to become', async () => {
    const own = { connection: 'local', waves: [1], failureBudget: 0, forks: 1, becomeUser: 'nobody-here' };
    const files = { 'drover.config.mjs': `export default ${JSON.stringify(own)};\n`, 'site.ts': site };
    const said = await drover(files, 'run', 'site.ts', '-i', 'h1,h2', '--json');
    expect(said.match(/"is":"host-connected"/g)).toHaveLength(1);
    expect(await drover(files, 'ping', '-i', 'h1,', '--json')).toContain('"users":["","nobody-here"]');
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
