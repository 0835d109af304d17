import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assert } from '../../src/modules/assert.ts';
import { pause } from '../../src/modules/pause.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const root = resolve(import.meta.dirname, '../..');

/** What a program printed that runs tasks with a prompt; `words` start it, and Enter is pressed when it asks. */
async function asked(words: (command: string) => readonly string[]): Promise<string> {
  const path = join(await scratchDirectory(), 'asks.ts');
  await writeFile(
    path,
    `import { pause } from '${root}/src/modules/pause.ts';
import { runHere } from '${root}/test/support/local-host.ts';
const { outcomes } = await runHere([pause('p', { prompt: 'Is the cable in?' })]);
console.log(JSON.stringify(outcomes));\n`,
  );
  const node = `'${process.execPath}' --no-warnings --conditions=drover:source '${path}'`;
  const [program = '', ...args] = words(node);
  const child = spawn(program, args, { cwd: root });
  let said = '';
  child.stderr.resume();
  child.stdout.on('data', (text: Buffer) => {
    const before = said;
    said += text.toString();
    if (!before.includes('[Enter]') && said.includes('[Enter]')) child.stdin.write('\n');
  });
  await once(child, 'close');
  return said;
}

describe('pause', () => {
  it('waits so long', async () => {
    const begun = performance.now();
    const task = pause('p', { seconds: 0.3 });
    const after = assert('after', ({ state }) => ({ that: state(task).paused, message: 'it did not' }));
    expect((await runHere([task, after])).outcomes).toEqual({ p: 'changed', after: 'ok' });
    expect(performance.now() - begun).toBeGreaterThan(290);
  });

  it('does not wait in a check, which says that a run would', async () => {
    const { result } = await runHere([pause('p', { seconds: 1000 })], { check: true });
    expect(result.hosts[0]?.tasks[0]?.outcome).toEqual({
      is: 'changed',
      changes: [{ summary: 'wait for 1000 s' }],
    });
  });

  it('ends when the time of its task is over', async () => {
    const { outcomes } = await runHere([pause('p', { seconds: 1000 }, { timeoutMs: 200 })]);
    expect(outcomes['p']).toMatch(/^failed: .*0\.2 s/);
  });

  it('asks at the terminal, and goes on at Enter', async () => {
    const said = await asked((node) => ['script', '-qec', node, '/dev/null']);
    expect(said).toContain('Is the cable in? [Enter]');
    expect(said).toContain('{"p":"changed"}');
  });

  it('refuses to ask where there is no terminal', async () => {
    const said = await asked((node) => ['setsid', '-w', 'sh', '-c', node]);
    expect(said).toBe('{"p":"failed: There is no terminal to ask on: Is the cable in?"}\n');
  });

  it.each([
    [{}, 'give either seconds or prompt'],
    [{ seconds: 1, prompt: 'x' }, 'give either seconds or prompt'],
    [{ seconds: 0 }, 'seconds'],
    [{ seconds: 100_000 }, 'seconds'],
  ])('%j is refused', (params, message) => {
    expect(() => pause('p', params)).toThrow(message);
  });
});
