import { chmod, lstat, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { file } from '../../src/modules/file.ts';
import { runHere } from '../support/local-host.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-file-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const nothing = { is: 'absent' } as const;

describe('plan', () => {
  const { spec } = file;
  it('creates nothing that is there', () => {
    const there = { is: 'directory', mode: '0755', owner: 'root', group: 'root', modified: 1 } as const;
    expect(spec.plan(there, spec.params.parse({ path: '/srv', state: 'directory', mode: '755' }))).toEqual(
      [],
    );
  });

  it('refuses to replace a directory by a file', () => {
    const there = { is: 'directory', mode: '0755', owner: 'root', group: 'root', modified: 1 } as const;
    expect(() => spec.plan(there, spec.params.parse({ path: '/srv' }))).toThrow(
      '/srv is a directory, not a file',
    );
  });

  it('needs a target for a link', () => {
    expect(() => spec.plan(nothing, spec.params.parse({ path: '/l', state: 'link' }))).toThrow(
      'no target was given',
    );
  });
});

describe('on a real shell', () => {
  const names = ['plain', "it's $(x) `y`", 'two\nlines', '-n', 'ünï'];

  it.each(names)('makes, keeps and removes a directory called %j', async (name) => {
    const path = join(root, name);
    const there = () => [file('d', { path, state: 'directory', mode: '0700' })];
    expect((await runHere(there(), { check: true })).outcomes).toEqual({ d: 'changed' });
    await expect(lstat(path)).rejects.toThrow('ENOENT');
    expect((await runHere(there())).outcomes).toEqual({ d: 'changed' });
    expect((await lstat(path)).mode & 0o777).toBe(0o700);
    expect((await runHere(there())).outcomes).toEqual({ d: 'ok' });
    const gone = await runHere([file('g', { path, state: 'absent' })]);
    expect(gone.outcomes).toEqual({ g: 'changed' });
    await expect(lstat(path)).rejects.toThrow('ENOENT');
  });

  it('moves a link', async () => {
    const path = join(root, 'link');
    const to = (target: string) => [file('l', { path, state: 'link', target })];
    await runHere(to('/one'));
    expect((await runHere(to('/two'))).outcomes).toEqual({ l: 'changed' });
    expect(await readlink(path)).toBe('/two');
  });

  it('takes a change back when a later task of the transaction fails', async () => {
    const path = join(root, 'kept');
    await writeFile(path, 'text');
    await chmod(path, 0o640);
    const run = await runHere([
      transaction('t', [
        file('mode', { path, mode: '0600' }),
        file('gone', { path: join(root, 'kept'), state: 'absent' }),
        file('bad', { path: root, state: 'file' }),
      ]),
    ]);
    expect(run.outcomes['bad']).toContain('is a directory, not a file');
    expect(run.result.hosts[0]?.rolledBack.map(({ name }) => name)).toEqual(['t']);
    expect((await lstat(path)).mode & 0o777).toBe(0o640);
  });
});
