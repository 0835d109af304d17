import { execFileSync } from 'node:child_process';
import { chmod, chown, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import { desiredUnpacking } from '../../../src/modules/unarchive/desired-unpacking.ts';
import { unarchive } from '../../../src/modules/unarchive.ts';
import { runHere } from '../../support/local-host.ts';
import { onlyBusybox } from '../../support/only-busybox.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';

type Given = Omit<z.input<typeof unarchive.spec.params>, 'src' | 'path'>;

let root = '';
let path = '';
beforeEach(async () => {
  root = await scratchDirectory();
  path = join(root, 'there');
  const app = join(root, 'made', 'app');
  await mkdir(join(app, 'sub'), { recursive: true });
  for (const name of ['a.c', 'text', '-x[1]', 'sub/b.c']) await writeFile(join(app, name), name);
  await chmod(join(app, 'a.c'), 0o755);
  await symlink('a.c', join(app, 'link'));
  execFileSync('tar', ['-cf', join(root, 'a.tar'), 'app'], { cwd: join(root, 'made') });
  execFileSync('zip', ['-q', '-r', '-y', join(root, 'a.zip'), 'app'], { cwd: join(root, 'made') });
});
afterEach(() => vi.unstubAllEnvs());

async function unpack(name: string, given: Given, check = false): Promise<string | undefined> {
  const src = join(root, name);
  return (await runHere([unarchive('u', { src, path, ...given })], { check })).outcomes['u'];
}

/** The files that are there, but for the stamp. */
async function files(): Promise<readonly string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const names = entries.filter((one) => !one.isDirectory()).map((one) => join(one.parentPath, one.name));
  return names
    .map((name) => name.slice(path.length + 1))
    .filter((name) => name !== '.drover-unarchived')
    .toSorted();
}

describe.each(['a.tar', 'a.zip'])('of %s', (name) => {
  it.each<[string, Given, readonly string[]]>([
    ['a file', { include: ['app/a.c'] }, ['app/a.c']],
    ['what matches', { include: ['*.c'] }, ['app/a.c', 'app/sub/b.c']],
    ['an odd name', { include: ['app/-x\\[1\\]', 'app/text'] }, ['app/-x[1]', 'app/text']],
    ['a file, without its directory', { include: ['app/text'], strip: 1 }, ['text']],
    ['what is not left out', { exclude: ['*.c', 'app/link'] }, ['app/-x[1]', 'app/text']],
    ['both', { include: ['app/*'], exclude: ['app/sub/*', 'app/[-lt]*'] }, ['app/a.c']],
  ])('%s is unpacked, once', async (_, given, wanted) => {
    expect(await unpack(name, given, true)).toBe('changed');
    expect(await unpack(name, given)).toBe('changed');
    expect(await files()).toEqual(wanted);
    expect(await unpack(name, given)).toBe('ok');
    expect(await unpack(name, {})).toBe('changed');
    expect((await files()).length).toBe(5);
  });

  it('merges directories of which the first ones are left out', async () => {
    const made = join(root, 'two');
    for (const one of ['a/x/1', 'b/x/2']) {
      await mkdir(join(made, one, '..'), { recursive: true });
      await writeFile(join(made, one), one);
    }
    const isZip = name.endsWith('zip');
    const words = [isZip ? '-qr' : '-cf', join(root, `two-${name}`), 'a', 'b'];
    execFileSync(isZip ? 'zip' : 'tar', words, { cwd: made });
    expect(await unpack(`two-${name}`, { strip: 1 })).toBe('changed');
    expect(await files()).toEqual(['x/1', 'x/2']);
  });

  it('what is not in it is not unpacked, and nothing else', async () => {
    expect(await unpack(name, { include: ['app/a.c', 'app/none'] })).toMatch(/^failed: /);
    expect((await readdir(root)).filter((one) => one.startsWith('there'))).toEqual([]);
  });
});

it('unpacks a directory of a tar, and leaves one out, by its name', async () => {
  await unpack('a.tar', { include: ['app/sub/'] });
  expect(await files()).toEqual(['app/sub/b.c']);
  await unpack('a.tar', { exclude: ['sub/'] });
  expect(await files()).toEqual(['app/-x[1]', 'app/a.c', 'app/link', 'app/text']);
});

describe('with the programs of busybox alone', () => {
  beforeEach(() => onlyBusybox(root));

  it('unpacks what is named', async () => {
    expect(await unpack('a.tar', { include: ['app/sub', 'app/text'] })).toBe('changed');
    expect(await files()).toEqual(['app/sub/b.c', 'app/text']);
    expect(await unpack('a.zip', { include: ['*.c'], exclude: ['app/a.c'] })).toBe('changed');
    expect(await files()).toEqual(['app/sub/b.c']);
  });

  it.each<[string, string, Given, string]>([
    ['patterns of a tar', 'a.tar', { include: ['*.c'] }, 'can neither exclude nor match patterns'],
    ['to leave out of a tar', 'a.tar', { exclude: ['text'] }, 'can neither exclude nor match patterns'],
  ])('refuses %s, in a check too', async (_, name, given, words) => {
    expect(await unpack(name, given, true)).toContain(words);
    expect(await unpack(name, given)).toContain(words);
  });

  it('fails when a zip does not hold what is named', async () => {
    expect(await unpack('a.zip', { include: ['app/a.c', '*.none'] })).toMatch(/^failed: /);
    expect((await readdir(root)).filter((one) => one.startsWith('there'))).toEqual([]);
  });

  it('sets permissions', async () => {
    expect(await unpack('a.tar', { mode: 'u=rwX,go=' })).toBe('changed');
    expect(await modes('', 'app', 'app/a.c', 'app/text')).toEqual(['0700', '0700', '0700', '0600']);
  });
});

async function modes(...names: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(names.map((name) => stat(join(path, name))));
  return found.map(({ mode }) => (mode & 0o7777).toString(8).padStart(4, '0'));
}

describe('permissions', () => {
  it.each<[string, readonly string[]]>([
    ['u=rwX,go=rX', ['0755', '0755', '0755', '0644', '0755']],
    ['2750', ['2750', '2750', '2750', '2750', '2750']],
    ['go-rwx', ['0700', '0700', '0700', '0600', '0700']],
  ])('are %s for all that is unpacked', async (mode, wanted) => {
    expect(await unpack('a.tar', {})).toBe('changed');
    await chmod(path, 0o700);
    expect(await unpack('a.tar', { mode })).toBe('changed');
    const [own, ...others] = await modes('', 'app', 'app/a.c', 'app/text', 'app/sub');
    expect([own, others]).toEqual(['0700', wanted.slice(1)]);
    expect((await lstat(join(path, 'app/link'))).isSymbolicLink()).toBe(true);
    expect(await unpack('a.tar', { mode })).toBe('ok');
    path = join(root, 'new');
    expect(await unpack('a.tar', { mode })).toBe('changed');
    expect(await modes('', 'app', 'app/a.c', 'app/text', 'app/sub')).toEqual(wanted);
  });

  it.skipIf(process.getuid?.() !== 0)('give all that is unpacked an owner and a group', async () => {
    expect(await unpack('a.zip', { owner: '54321', group: 12_345, mode: '4750' })).toBe('changed');
    for (const name of ['', 'app', 'app/link', 'app/sub/b.c']) {
      expect(await lstat(join(path, name))).toMatchObject({ uid: 54_321, gid: 12_345 });
    }
    expect(await modes('app/a.c')).toEqual(['4750']);
    expect(await unpack('a.zip', { owner: '54321', group: 12_345, mode: '4750' })).toBe('ok');
    await chown(path, 1, 1);
    expect(await unpack('a.zip', { group: 'root' })).toBe('changed');
    expect(await lstat(path)).toMatchObject({ uid: 1, gid: 1 });
    expect(await lstat(join(path, 'app'))).toMatchObject({ uid: 0, gid: 0 });
  });

  it('say so where the host does not know the owner, and leave what is there', async () => {
    await unpack('a.tar', {});
    expect(await unpack('a.tar', { owner: 'nobody-of-that-name' })).toMatch(/^failed: /);
    expect(await readFile(join(path, 'app', 'text'), 'utf8')).toBe('text');
    expect((await readdir(root)).filter((one) => one.startsWith('there'))).toEqual(['there']);
  });

  it('are part of what the stamp says, which is as before without them', () => {
    const { params } = unarchive.spec;
    const how = async (given: Given) =>
      (await desiredUnpacking(params.parse({ src: '/a', path: '/b', ...given }), { directory: '/' })).how;
    return Promise.all([
      expect(how({})).resolves.toBe('strip 0'),
      expect(how({ strip: 1, keepOwner: true })).resolves.toBe('strip 1, owners kept'),
      expect(how({ include: ['a\nb'], exclude: ['c'], owner: 'o', group: 1, mode: 'a+X' })).resolves.toBe(
        'strip 0, include ["a\\nb"], exclude ["c"], owner o, group 1, mode a+X',
      ),
    ]);
  });
});
