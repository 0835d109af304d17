import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copy } from '../../../src/modules/copy.ts';
import { file } from '../../../src/modules/file.ts';
import { runHere } from '../../support/local-host.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-copy-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('what is in the way', () => {
  it('a directory is refused, also behind a link only replaced as a link', async () => {
    await mkdir(join(root, 'd'));
    await symlink(join(root, 'd'), join(root, 'l'));
    const { outcomes } = await runHere([copy('l', { path: join(root, 'l'), content: 'x' })]);
    expect(outcomes).toEqual({ l: 'changed' });
    expect(await readFile(join(root, 'l'), 'utf8')).toBe('x');
    expect(await readdir(join(root, 'd'))).toEqual([]);
    const refused = await runHere([copy('d', { path: join(root, 'd'), content: 'x' })]);
    expect(refused.outcomes['d']).toContain('is a directory');
  });

  it('a directory that is missing is refused, in a check too', async () => {
    const tasks = () => [copy('c', { path: join(root, 'no', 'f'), content: '' })];
    for (const check of [true, false]) {
      expect((await runHere(tasks(), { check })).outcomes['c']).toBe(
        `failed: The directory ${join(root, 'no')} is not there`,
      );
    }
  });

  it('a directory that a task before would make is no obstacle to a check', async () => {
    const [parent, path] = [join(root, 'p'), join(root, 'p', 'f')];
    const tasks = () => [file('p', { path: parent, state: 'directory' }), copy('c', { path, content: '' })];
    expect((await runHere(tasks(), { check: true })).outcomes).toEqual({ p: 'changed', c: 'changed' });
    expect((await runHere(tasks())).outcomes).toEqual({ p: 'changed', c: 'changed' });
  });

  it('what a task before would remove is no obstacle to a check', async () => {
    const path = join(root, 'd');
    await mkdir(path);
    const tasks = () => [file('gone', { path, state: 'absent' }), copy('c', { path, content: '' })];
    expect((await runHere(tasks(), { check: true })).outcomes).toEqual({ gone: 'changed', c: 'changed' });
    expect((await runHere(tasks())).outcomes).toEqual({ gone: 'changed', c: 'changed' });
  });
});
