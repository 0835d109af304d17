import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { download } from '../../src/modules/download.ts';
import { file } from '../../src/modules/file.ts';
import { unarchive } from '../../src/modules/unarchive.ts';
import { fileServer } from '../support/file-server.ts';
import { runHere } from '../support/local-host.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-unarchive-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const formats = {
  'tar.gz': '-z',
  'tar.bz2': '-j',
  'tar.xz': '-J',
  'tar.zst': '--zstd',
  tar: undefined,
} as const;

/** An archive of `release/readme` and `release/src/main.c`. */
async function archive(format: keyof typeof formats | 'zip', text = 'main'): Promise<string> {
  const release = join(root, 'made', 'release');
  await mkdir(join(release, 'src'), { recursive: true });
  await writeFile(join(release, 'readme'), 'read me');
  await writeFile(join(release, 'src', 'main.c'), text);
  await utimes(join(release, 'readme'), 1_000_000_000, 1_000_000_000);
  const src = join(root, `it's two:${text}.${format}`);
  const flags = format === 'zip' ? [] : [formats[format] ?? '-v'];
  if (format === 'zip') execFileSync('zip', ['-q', '-r', src, 'release'], { cwd: join(root, 'made') });
  else execFileSync('tar', ['--force-local', ...flags, '-cf', src, '-C', join(root, 'made'), 'release']);
  return src;
}

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  it.each(['tar.gz', 'tar.bz2', 'tar.xz', 'tar.zst', 'tar', 'zip'] as const)(
    'unpacks a %s, once',
    async (format) => {
      const src = await archive(format);
      const path = join(root, 'new\nline', "-p'q");
      const tasks = () => [unarchive('u', { src, path, strip: 1 })];
      expect((await runHere(tasks(), { shell, check: true })).outcomes).toEqual({ u: 'changed' });
      expect(existsSync(path)).toBe(false);
      expect((await runHere(tasks(), { shell })).outcomes).toEqual({ u: 'changed' });
      expect((await readdir(path)).toSorted()).toEqual(['.drover-unarchived', 'readme', 'src']);
      expect((await stat(join(path, 'readme'))).mtimeMs).toBe(1_000_000_000_000);
      expect(await readdir(join(path, '..'))).toEqual(["-p'q"]);
      expect((await runHere(tasks(), { shell })).outcomes).toEqual({ u: 'ok' });
    },
  );
});

it('replaces the whole of another archive', async () => {
  const path = join(root, 'there');
  await runHere([unarchive('u', { src: await archive('tar.gz', 'one'), path })]);
  await writeFile(join(path, 'extra'), '');
  const src = await archive('tar.gz', 'two');
  expect((await runHere([unarchive('u', { src, path })])).outcomes).toEqual({ u: 'changed' });
  expect(await readFile(join(path, 'release', 'src', 'main.c'), 'utf8')).toBe('two');
  expect(existsSync(join(path, 'extra'))).toBe(false);
});

it('unpacks again when other directories are to be left out', async () => {
  const src = await archive('zip');
  const path = join(root, 'there');
  await runHere([unarchive('u', { src, path })]);
  expect((await runHere([unarchive('u', { src, path, strip: 1 })])).outcomes).toEqual({ u: 'changed' });
  expect(existsSync(join(path, 'readme'))).toBe(true);
});

it('leaves alone what it did not unpack', async () => {
  const src = await archive('tar');
  const path = join(root, 'home');
  await mkdir(path);
  await writeFile(join(path, 'letter'), '');
  const run = await runHere([unarchive('u', { src, path })]);
  expect(run.outcomes['u']).toBe(`failed: ${path} is there and was not unpacked from an archive`);
  expect((await runHere([unarchive('u', { src, path, force: true })])).outcomes).toEqual({ u: 'changed' });
});

it.each([
  ['the root directory', '/'],
  ['the root directory in other words', '//'],
])('refuses %s', (_what, path) => {
  expect(() => unarchive('u', { src: '/a.tar', path })).toThrow('must not be the root directory');
});

it('refuses what is no archive, and what is not there', async () => {
  const src = join(root, 'text.tar.gz');
  expect((await runHere([unarchive('u', { src, path: '/x' })])).outcomes['u']).toContain(
    'There is no archive',
  );
  await writeFile(src, 'text');
  const path = join(root, 'x');
  expect((await runHere([unarchive('u', { src, path })])).outcomes['u']).toContain('is not an archive');
});

it('keeps the old tree when the archive is broken', async () => {
  const path = join(root, 'there');
  await runHere([unarchive('u', { src: await archive('tar.gz', 'one'), path })]);
  const src = await archive('tar.gz', 'two');
  await writeFile(src, (await readFile(src)).subarray(0, 150));
  expect((await runHere([unarchive('u', { src, path })])).outcomes['u']).toContain('failed: ');
  expect(await readFile(join(path, 'release', 'src', 'main.c'), 'utf8')).toBe('one');
  expect((await readdir(root)).filter((name) => name.startsWith('there'))).toEqual(['there']);
});

it('names the package of a program that is missing', () => {
  const { spec } = unarchive;
  const desired = { ...spec.params.parse({ src: '/a', path: '/b' }), how: 'strip 0', here: undefined };
  const current = {
    isCreated: false,
    archive: { is: 'file', sha256: 'a', kind: 'xz' },
    directory: { is: 'absent' },
    tools: { missing: ['xz', 'unzip'], manager: 'apt-get' },
    isGnuTar: true,
  } as const;
  expect(() => spec.plan(current, desired)).toThrow(
    expect.objectContaining({
      message: '/a cannot be unpacked: xz is not installed',
      hint: 'Run on the host: apt-get install -y xz-utils, or put a task of the module packages before.',
    }),
  );
});

it('predicts in check mode what depends on a download that is not made yet', async () => {
  await using server = await fileServer({ 'r.tar': 'x' });
  const src = join(root, 'r.tar');
  const origins = [{ url: `${server.url}/r.tar` }];
  const tasks = [
    download('d', { path: src, sha256: '0'.repeat(64), origins }),
    unarchive('u', { src, path: join(root, 'r') }),
  ];
  expect((await runHere(tasks, { check: true })).outcomes).toEqual({ d: 'changed', u: 'changed' });
  expect(server.asked).toEqual([]);
});

it('is taken back within a transaction', async () => {
  const path = join(root, 'there');
  await runHere([unarchive('u', { src: await archive('tar.gz', 'one'), path })]);
  const fresh = join(root, 'fresh');
  const src = await archive('tar.gz', 'two');
  await runHere([
    transaction('t', [
      unarchive('u', { src, path }),
      unarchive('v', { src, path: fresh }),
      file('bad', { path: root, state: 'file' }),
    ]),
  ]);
  expect(await readFile(join(path, 'release', 'src', 'main.c'), 'utf8')).toBe('one');
  expect((await stat(join(path, 'release', 'readme'))).mtimeMs).toBe(1_000_000_000_000);
  expect(existsSync(fresh)).toBe(false);
});

it('unpacks nothing where that is there already which it would create', async () => {
  const [path, creates] = [join(root, 'app'), join(root, 'app', 'release')];
  const unpack = async (src: string) =>
    (await runHere([unarchive('u', { src, path, creates })])).outcomes['u'];
  expect(await unpack(await archive('tar.gz', 'one'))).toBe('changed');
  expect(await unpack(await archive('tar.gz', 'two'))).toBe('ok');
  expect(await unpack(join(root, 'nowhere.tar.gz'))).toBe('ok');
  expect(await readFile(join(path, 'release', 'src', 'main.c'), 'utf8')).toBe('one');
  await rm(creates, { recursive: true });
  expect(await unpack(await archive('tar.gz', 'two'))).toBe('changed');
});
