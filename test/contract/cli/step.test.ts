import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { droverIn } from '../../cli/commands/drover-in.ts';
import { directoryOf } from '../../inventory/directory-of.ts';

const program = resolve(import.meta.dirname, '../../../src/cli/main.ts');

const playbook = `import { play, sh } from 'drover';
import { command } from 'drover/modules';
const touch = (name: string) => command(name, { script: sh\`touch \${process.cwd()}/\${name}-done\` });
export default play({ name: 'Steps', hosts: 'all', tasks: [touch('one'), touch('two'), touch('three'), touch('four')] });
`;
const files = { 'steps.ts': playbook };
const words = ['run', 'steps.ts', '-i', 'h1,h2', '-e', 'ansible_connection=local', '--step'];

describe('drover run --step', { timeout: 120_000 }, () => {
  it('on a terminal begins only the tasks that a person wants', async () => {
    await using directory = await directoryOf(files);
    const command = ['NO_COLOR=1', process.execPath, '--conditions=drover:source', program, ...words].join(
      ' ',
    );
    // util-linux gives a program a terminal of its own; what is piped in is typed.
    const typed = `printf 'y\\nn\\nc\\n' | script -qec '${command}' /dev/null`;
    const { stdout } = await promisify(execFile)('sh', ['-c', typed], { cwd: directory.path });
    expect(stdout).toContain('Steps › one: (n)o, (y)es, (c)ontinue?');
    expect(stdout).not.toContain('Steps › four:');
    const done = ['one', 'two', 'three', 'four'].map((name) =>
      existsSync(join(directory.path, `${name}-done`)),
    );
    expect(done).toEqual([true, false, true, true]);
    expect(stdout).toMatch(/skipped +two/);
  });

  it('without a terminal refuses to begin', async () => {
    await using directory = await directoryOf(files);
    const said = await droverIn(directory.path, ...words);
    expect(said).toContain('drover: --step asks before every task, and there is no terminal to ask on');
    expect(said).toContain('exit 2');
    expect(existsSync(join(directory.path, 'one-done'))).toBe(false);
  });
});
