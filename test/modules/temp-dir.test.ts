import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import { command } from '../../src/modules/command.ts';
import { file } from '../../src/modules/file.ts';
import { tempDir } from '../../src/modules/temp-dir.ts';
import { runHere } from '../support/local-host.ts';

const prefix = "-it's a\n";
let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-temp-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  it('is made afresh for each run, and for its user alone', async () => {
    const task = () => tempDir('t', { parent: root, prefix });
    expect((await runHere([task()], { shell })).outcomes).toEqual({ t: 'changed' });
    expect((await runHere([task()], { shell })).outcomes).toEqual({ t: 'changed' });
    const names = await readdir(root);
    expect(names.map((name) => name.slice(0, prefix.length))).toEqual([prefix, prefix]);
    const { mode } = await stat(join(root, names[0] ?? ''));
    expect(mode & 0o777).toBe(0o700);
  });

  it('is worked in and removed by the tasks behind it', async () => {
    const work = tempDir('t', { parent: root, prefix });
    const used = command('c', ({ state }) => ({ argv: ['mkdir', 'a'], directory: state(work).path }));
    const gone = file('gone', ({ state }) => ({ path: state(work).path, state: 'absent' }));
    const { outcomes } = await runHere([work, used, gone], { shell });
    expect(outcomes).toEqual({ t: 'changed', c: 'changed', gone: 'changed' });
    expect(await readdir(root)).toEqual([]);
  });

  it('is removed with what is in it when a transaction fails', async () => {
    const work = tempDir('t', { parent: root, prefix });
    const used = file('f', ({ state }) => ({ path: `${state(work).path}/a`, state: 'directory' }));
    const bad = assert('bad', { that: false, message: 'm' });
    const { result } = await runHere([transaction('all', [work, used, bad])], { shell });
    expect(result.hosts[0]?.rolledBack).toMatchObject([{ left: [] }]);
    expect(await readdir(root)).toEqual([]);
  });
});

describe('a temporary directory', () => {
  it('is not made by a check', async () => {
    const { result } = await runHere([tempDir('t', { parent: root })], { check: true });
    expect(result.hosts[0]?.tasks[0]?.outcome).toEqual({
      is: 'changed',
      changes: [{ summary: `fresh directory in ${root}` }],
    });
    expect(await readdir(root)).toEqual([]);
  });

  it('is not made in what is not there', async () => {
    const { outcomes } = await runHere([tempDir('t', { parent: join(root, 'gone') })]);
    expect(outcomes['t']).toMatch(/^failed: .*No such file/s);
  });

  it('has a name and no path', () => {
    expect(() => tempDir('t', { prefix: 'a/b' })).toThrow('prefix: must be the beginning of a file name');
  });
});
