import { execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { shellScripts } from '../../../src/cli/commands/completion/shell-scripts.ts';
import { directoryOf } from '../../inventory/directory-of.ts';

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

describe('completion in bash', { timeout: 30_000 }, () => {
  it.each([
    ['drover ex', ['exec']],
    ['drover pl', ['plan']],
    ['drover run web.ts --li', ['--list-hosts', '--list-tasks', '--list-tags', '--limit']],
    ['drover run web.ts --start', ['--start-at-task']],
    ['drover plan web.ts --wa', ['--waves']],
    ['drover inventory l', ['list']],
    ['drover exec all -i hosts --become-', ['--become-user']],
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
