import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { shellScripts } from '../../../src/cli/commands/completion/shell-scripts.ts';
import { directoryOf } from '../../inventory/directory-of.ts';
import { inShell } from '../../support/in-shell.ts';

const main = resolve(import.meta.dirname, '../../../src/cli/main.ts');
const hosts = '[web]\nweb1\nweb2\n[db]\ndb1\n';
const config = "export default { inventory: 'hosts' };\n";

/** What a real bash offers for a command line, the cursor at its end. */
async function offered(line: string): Promise<readonly string[]> {
  await using directory = await directoryOf({ hosts, 'sub/drover.config.mjs': config, 'sub/hosts': hosts });
  const program = join(directory.path, 'drover');
  await writeFile(
    program,
    `#!/bin/sh\nexec '${process.execPath}' --conditions=drover:source '${main}' "$@"\n`,
  );
  await chmod(program, 0o755);
  const cwd = line.includes('-i') ? directory.path : join(directory.path, 'sub');
  const script = `source /dev/fd/3 3<<<"$SCRIPT"; COMP_LINE=$1; COMP_POINT=\${#1}; _drover; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { ...process.env, PATH: `${directory.path}:${process.env['PATH']}`, SCRIPT: shellScripts.bash };
  const { stdout } = await promisify(execFile)('bash', ['-c', script, 'bash', line], { cwd, env });
  return stdout.split('\n').filter((one) => one !== '');
}

describe('completion in bash', { timeout: 120_000 }, () => {
  it.each([
    ['drover ex', ['exec']],
    ['drover pl', ['plan']],
    ['drover run web.ts --li', ['--list-hosts', '--list-tasks', '--list-tags', '--limit']],
    ['drover run web.ts --start', ['--start-at-task']],
    ['drover plan web.ts --wa', ['--waves']],
    ['drover inventory l', ['list']],
    ['drover exec all -i hosts --become-', ['--become-user', '--become-method', '--become-password-file']],
    ['drover run web.ts -c o', ['openssh']],
    ['drover exec all -i hosts -l w', ['web', 'web1', 'web2']],
    ['drover exec w', ['web', 'web1', 'web2']],
    ['drover exec -i hosts web:!d', ['!db', '!db1']],
    ['drover exec web -i hosts -m serv', ['service']],
    ['drover doc unar', ['unarchive']],
    ['drover completion ', ['bash', 'zsh', 'fish']],
    ['drover doc file --format m', ['markdown']],
    ['drover exec web -i ', []],
    ['drover exec web -i hosts -- l', []],
    ['drover exec -i nowhere w', []],
  ])('%s', async (line, expected) => {
    expect(await offered(line)).toEqual(expected);
  });

  it('lists the commands that a person would type', async () => {
    const commands = await offered('drover ');
    expect(commands).toContain('run');
    expect(commands).not.toContain('complete');
  });
});

/** Why a shell cannot be tried; undefined: it is here. */
function noShell(name: string): string | undefined {
  return existsSync(`/usr/bin/${name}`) || existsSync(`/bin/${name}`) ? undefined : `(there is no ${name})`;
}

async function said(script: string): Promise<string> {
  await using directory = await directoryOf({ hosts, 'site.ts': '' });
  return await inShell(directory.path, script);
}

describe.skipIf(noShell('fish'))(`completion in fish ${noShell('fish') ?? ''}`, { timeout: 120_000 }, () => {
  it.each([
    ['drover ex', 'exec\n'],
    ['drover exec all -i hosts -l w', 'web\nweb1\nweb2\n'],
    ['drover exec -i hosts web:!d', 'web:!db\nweb:!db1\n'],
    ['drover doc file --format m', 'markdown\n'],
    ['drover run si', 'site.ts\n'],
  ])('%s', async (line, expected) => {
    const script = `drover completion fish | source; complete -C "${line}"`;
    expect(await said(`fish --no-config -c '${script}'`)).toBe(expected);
  });
});

describe.skipIf(noShell('zsh'))(`completion in zsh ${noShell('zsh') ?? ''}`, { timeout: 120_000 }, () => {
  /** What is printed when lines are typed, with the key Tab in them, and the commands that they become are carried out. */
  async function typed(...lines: readonly string[]): Promise<string> {
    const before = 'autoload -U compinit; compinit -u -D; source <(drover completion zsh)';
    const keys = [before, ...lines, 'exit'].map((line) => `${line}\\n`).join('');
    return await said(`printf '${keys}' | TERM=dumb script -qec 'zsh -f -i' /dev/null`);
  }

  it('finds commands, hosts, modules and values of flags', async () => {
    const printed = await typed('drover inventory l\\t-i hosts db\\t', 'drover doc unar\\t--format m\\t');
    expect(printed).toContain('\ndb1  db\n');
    expect(printed).not.toContain('\nweb1  web\n');
    expect(printed).toContain('\n# unarchive\n');
  });

  it('leaves what it does not know to files', async () => {
    expect(await typed('drover run sit\\t-i hosts')).toContain('site.ts does not export plays');
  });
});
