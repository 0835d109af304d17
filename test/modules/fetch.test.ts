import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import { bytesOfPiece, piece } from '../../src/modules/fetch/piece.ts';
import { fetch } from '../../src/modules/fetch.ts';
import { file } from '../../src/modules/file.ts';
import { runHere } from '../support/local-host.ts';

let root = '';
let dest = '';
let src = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-fetch-'));
  dest = join(root, 'here');
  src = join(root, "-it's $a\nünï");
});
afterEach(() => rm(root, { recursive: true, force: true }));

const allBytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  it('brings a file of any size and name, again when it has changed, and not when it is the same', async () => {
    const task = () => fetch('f', { src, dest });
    for (const bytes of [allBytes, Buffer.alloc(0), Buffer.concat(Array(20_000).fill(allBytes))]) {
      await writeFile(src, bytes);
      expect((await runHere([task()], { shell })).outcomes).toEqual({ f: 'changed' });
      expect((await readFile(join(dest, 'here', src))).equals(bytes)).toBe(true);
      expect((await runHere([task()], { shell })).outcomes).toEqual({ f: 'ok' });
    }
    expect((await stat(join(dest, 'here', src))).mode & 0o777).toBe(0o600);
    expect(await readdir(join(dest, 'here', root))).toHaveLength(1);
  });

  it('is taken back with the directories that were made for it', async () => {
    await writeFile(src, 'a');
    const bad = assert('bad', { that: false, message: 'm' });
    const { result } = await runHere([transaction('t', [fetch('f', { src, dest }), bad])], { shell });
    expect(result.hosts[0]?.rolledBack).toMatchObject([{ left: [] }]);
    expect(await readdir(root)).toHaveLength(1);
  });
});

describe('fetch', () => {
  it('writes nothing in a check, which says what would be', async () => {
    await writeFile(src, 'abc');
    const { result } = await runHere([fetch('f', { src, dest })], { check: true });
    expect(result.hosts[0]?.tasks[0]?.outcome).toEqual({
      is: 'changed',
      changes: [{ summary: `${dest}/here${src} created here, 3 bytes` }],
    });
    expect(await readdir(root)).toHaveLength(1);
  });

  it('says in a check that it would fetch what is made before', async () => {
    const made = file('made', { path: src, state: 'file' });
    const { outcomes } = await runHere([made, fetch('f', { src, dest })], { check: true });
    expect(outcomes).toEqual({ made: 'changed', f: 'changed' });
  });

  it('follows links, and stays below its directory', async () => {
    await writeFile(src, 'abc');
    await symlink(src, join(root, 'link'));
    await runHere([fetch('f', { src: `${root}/../../../../../..${root}/link`, dest })]);
    expect(await readFile(join(dest, 'here', root, 'link'), 'utf8')).toBe('abc');
  });

  it.each([
    ['out', 'out'],
    ['into/', "into/-it's $a\nünï"],
  ])('comes flat to %s', async (to, path) => {
    await writeFile(src, 'abc');
    const { outcomes } = await runHere([fetch('f', { src, dest: to, flat: true })], { directory: root });
    expect(outcomes).toEqual({ f: 'changed' });
    expect(await readFile(join(root, path), 'utf8')).toBe('abc');
  });

  it('does not replace the file of another host unless it has to', async () => {
    await writeFile(src, 'abc');
    await writeFile(dest, 'of another');
    const { outcomes } = await runHere([fetch('f', { src, dest, flat: true })]);
    expect(outcomes['f']).toBe(`failed: ${dest} on the controller is another file, perhaps of another host`);
    expect(await readFile(dest, 'utf8')).toBe('of another');
    const forced = fetch('f', { src, dest, flat: true, force: true });
    expect((await runHere([forced])).outcomes).toEqual({ f: 'changed' });
    expect(await readFile(dest, 'utf8')).toBe('abc');
  });

  it('fails for what is no file, and for what is not there unless it may be missing', async () => {
    await mkdir(src);
    expect((await runHere([fetch('f', { src, dest })])).outcomes['f']).toContain('is not a file');
    const gone = join(root, 'gone');
    expect((await runHere([fetch('f', { src: gone, dest })])).outcomes['f']).toContain('is not there');
    const may = fetch('f', { src: gone, dest, failOnMissing: false });
    expect((await runHere([may])).outcomes).toEqual({ f: 'ok' });
  });

  it('does without base64', async () => {
    await writeFile(src, allBytes);
    const bin = join(root, 'bin');
    await mkdir(bin);
    await chmod(bin, 0o755);
    for (const tool of ['dd', 'od']) await symlink('/bin/busybox', join(bin, tool));
    const script = `PATH=${bin}; ${piece(src, 0).text}`;
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', script]);
    expect(stdout.startsWith('hex\n')).toBe(true);
    expect(bytesOfPiece(stdout).equals(allBytes)).toBe(true);
  });

  it('takes an absolute path', () => {
    expect(() => fetch('f', { src: 'here', dest })).toThrow('src: must be an absolute path');
  });
});
