import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/core/event.ts';
import { commandLines } from '../../support/command-lines.ts';
import { eventually } from '../../support/eventually.ts';

const program = resolve(import.meta.dirname, '../../../src/cli/main.ts');

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drover-cli-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Starts `drover run` on a playbook of two commands; the first waits until a file is there. */
async function started(mark: string) {
  const playbook = join(directory, 'wait.ts');
  const gate = join(directory, 'gate');
  await writeFile(
    playbook,
    `import { play, sh } from 'drover';
import { command } from 'drover/modules';
export default play({ name: 'Wait', hosts: 'all', tasks: [
  command('First', { script: sh\`until [ -e ${gate} ]; do sleep 0.${mark}; done\` }),
  command('Second', { script: sh\`echo ran >${join(directory, 'second')}\` }),
] });
`,
  );
  const words = [program, 'run', playbook, '-i', 'here,', '-e', 'ansible_connection=local', '--json'];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
  const ended = once(child, 'exit').then(([code]) => Number(code));
  await eventually(() => expect(said.out).toContain('"name":"First"'));
  await eventually(() => expect(commandLines(`sleep 0.${mark}`)).not.toEqual([]));
  return { child, said, ended, open: () => writeFile(gate, '') };
}

describe('a run that is interrupted', () => {
  it('by Ctrl-C once: the task in hand ends, no other begins, and the exit code is 130', async () => {
    const run = await started(`1${process.pid}`);
    run.child.kill('SIGINT');
    await eventually(() => expect(run.said.err).toContain('press Ctrl-C again'));
    await run.open();
    expect(await run.ended).toBe(130);
    const outcomes = run.said.out
      .trim()
      .split('\n')
      .map((line): RunEvent => JSON.parse(line))
      .flatMap((event) => (event.is === 'task-finished' ? [[event.name, event.outcome.is]] : []));
    expect(outcomes).toEqual([['First', 'changed']]);
  });

  it('by Ctrl-C twice: what runs is ended, on the host too', async () => {
    const mark = `2${process.pid}`;
    const run = await started(mark);
    run.child.kill('SIGINT');
    await eventually(() => expect(run.said.err).toContain('press Ctrl-C again'));
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    await eventually(() => expect(commandLines(`sleep 0.${mark}`)).toEqual([]));
  });

  it('by SIGTERM: what runs is ended at once, on the host too', async () => {
    const mark = `3${process.pid}`;
    const run = await started(mark);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(130);
    expect(run.said.out).toContain('Cancelled by SIGTERM');
    await eventually(() => expect(commandLines(`sleep 0.${mark}`)).toEqual([]));
  });

  it('by the death of the controller leaves nothing running', async () => {
    const mark = `4${process.pid}`;
    const run = await started(mark);
    run.child.kill('SIGKILL');
    await run.ended;
    await eventually(() => expect(commandLines(`sleep 0.${mark}`)).toEqual([]));
  });
});
