import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { archive } from '../../src/modules/archive.ts';
import { file } from '../../src/modules/file.ts';
import { unarchive } from '../../src/modules/unarchive.ts';
import { runHere } from '../support/local-host.ts';
import { onlyBusybox } from '../support/only-busybox.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const formats = ['tar.gz', 'tar.bz2', 'tar.xz', 'tar.zst', 'tar', 'zip'] as const;

/** A directory with a tree in it whose names are awkward. */
async function tree(name = "-it's\na tree") {
  const root = await scratchDirectory();
  const path = join(root, name);
  await mkdir(join(path, 'sub'), { recursive: true });
  await writeFile(join(path, '-f'), 'one');
  await writeFile(join(path, 'sub', 'ünï "x"'), 'two');
  await symlink('sub', join(path, 'link'));
  await utimes(join(path, '-f'), 1_000_000_000, 1_000_000_000);
  return { root, path };
}

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  it.each(formats)('packs a %s, once, and again when something changed', async (format) => {
    const { root, path } = await tree();
    const dest = join(root, `-it's packed.${format}`);
    const run = async (check = false) =>
      (await runHere([archive('a', { paths: [path], dest })], { shell, check })).outcomes['a'];
    expect(await run(true)).toBe('changed');
    expect(existsSync(dest)).toBe(false);
    expect([await run(), await run(), await run(true)]).toEqual(['changed', 'ok', 'ok']);
    await writeFile(join(path, 'sub', 'more'), 'three');
    expect([await run(true), await run(), await run()]).toEqual(['changed', 'changed', 'ok']);
    expect((await readdir(root)).length).toBe(2);
  });
});

// Its unzip leaves newlines out of names.
it.each(formats)('packs a %s that unarchive unpacks', async (format) => {
  const { root, path } = await tree("-it's a tree");
  const [dest, out] = [join(root, `a.${format}`), join(root, 'out')];
  await runHere([archive('a', { paths: [path], dest }), unarchive('u', { src: dest, path: out })]);
  const there = join(out, "-it's a tree");
  expect(await readFile(join(there, 'sub', 'ünï "x"'), 'utf8')).toBe('two');
  expect(await readFile(join(there, 'link', 'ünï "x"'), 'utf8')).toBe('two');
  expect((await stat(join(there, '-f'))).mtimeMs).toBe(1_000_000_000_000);
});

it('takes the xz of busybox, which only unpacks, for none', async () => {
  const { root, path } = await tree();
  await onlyBusybox(root);
  const packed = await runHere([archive('a', { paths: [path], dest: join(root, 'a.tar.xz') })]);
  vi.unstubAllEnvs();
  expect(packed.outcomes['a']).toContain('a.tar.xz cannot be packed: xz is not installed');
});

it('names what it packs from the directory that all are in', async () => {
  const root = await scratchDirectory();
  await mkdir(join(root, 'a', 'b'), { recursive: true });
  await writeFile(join(root, 'a', 'b', 'f'), '');
  await writeFile(join(root, 'a', 'g'), '');
  const dest = join(root, 'x');
  const paths = [join(root, 'a', 'b', 'f'), join(root, 'a', 'g')];
  await runHere([archive('a', { paths, dest, format: 'tar' })]);
  expect(execFileSync('tar', ['-tf', dest], { encoding: 'utf8' })).toBe('b/f\ng\n');
});

it('sets permissions, and repairs them alone', async () => {
  const { root, path } = await tree();
  const dest = join(root, 'a.tgz');
  const run = async (mode: string) => {
    const { result } = await runHere([archive('a', { paths: [path], dest, mode })]);
    const outcome = result.hosts[0]?.tasks[0]?.outcome;
    return outcome?.is === 'changed' ? outcome.changes.map(({ summary }) => summary) : outcome?.is;
  };
  expect(await run('0600')).toEqual([`packed from ${path}`]);
  expect(await run('0640')).toEqual(['mode 0600 → 0640']);
  expect(await run('0640')).toBe('ok');
});

it('refuses what is not there, and a directory in its place', async () => {
  const { root, path } = await tree();
  const message = async (paths: readonly string[], dest: string) =>
    (await runHere([archive('a', { paths: [...paths], dest })])).outcomes['a'];
  expect(await message([join(root, 'no')], join(root, 'a.tgz'))).toBe(
    `failed: There is no ${join(root, 'no')} to be packed`,
  );
  expect(await message([path], join(root, 'no', 'a.tgz'))).toBe(
    `failed: The directory ${join(root, 'no')} is not there`,
  );
  await mkdir(join(root, 'd.tgz'));
  expect(await message([path], join(root, 'd.tgz'))).toBe(`failed: ${join(root, 'd.tgz')} is no file`);
});

it.each([
  [{ paths: [], dest: '/a.tgz' }, 'paths: Too small'],
  [{ paths: ['/a'], dest: '/a.rar' }, 'format: is needed when the name does not end in'],
  [{ paths: ['/a'], dest: '/a/b.zip' }, 'dest: must not be in what is packed'],
])('refuses %j', (given, message) => {
  expect(() => archive('a', given)).toThrow(message);
});

it('predicts in check mode what depends on a directory that is not there yet', async () => {
  const root = await scratchDirectory();
  const path = join(root, 'd');
  const tasks = [
    file('d', { path, state: 'directory' }),
    archive('a', { paths: [path], dest: join(root, 'a.tgz') }),
  ];
  expect((await runHere(tasks, { check: true })).outcomes['a']).toBe('changed');
});

it('is taken back within a transaction', async () => {
  const { root, path } = await tree();
  const [dest, fresh] = [join(root, 'a.tgz'), join(root, 'fresh.zip')];
  await writeFile(dest, 'before');
  await utimes(dest, 1_000_000_000, 1_000_000_000);
  await runHere([
    transaction('t', [
      archive('a', { paths: [path], dest }),
      archive('b', { paths: [path], dest: fresh }),
      file('bad', { path: root, state: 'file' }),
    ]),
  ]);
  expect([await readFile(dest, 'utf8'), (await stat(dest)).mtimeMs]).toEqual(['before', 1_000_000_000_000]);
  expect(existsSync(fresh)).toBe(false);
});
