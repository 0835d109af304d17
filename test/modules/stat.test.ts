import { createHash } from 'node:crypto';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { sh } from '../../src/core/sh.ts';
import { assert } from '../../src/modules/assert.ts';
import { command } from '../../src/modules/command.ts';
import { stat } from '../../src/modules/stat.ts';
import { runHere } from '../support/local-host.ts';
import { onlyBusybox } from '../support/only-busybox.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { shells } from '../support/shells.ts';
import { stateOf } from '../support/state-of.ts';
import { withoutRights } from '../support/without-rights.ts';

describe.each(shells)('in %s', (shell) => {
  it('says what a file is', async () => {
    const path = join(await scratchDirectory(), "-it's ünï\n");
    await writeFile(path, 'abc');
    await chmod(path, 0o4750);
    const checksum = createHash('sha256').update('abc').digest('hex');
    const modified = expect.closeTo(Date.now() / 1000, -2);
    expect(await stateOf(stat('s', { path, getChecksum: true }), { shell })).toMatchObject({
      exists: true,
      is: 'file',
      mode: '4750',
      uid: process.getuid?.(),
      size: 3,
      links: 1,
      checksum,
      modified,
      readable: true,
      target: undefined,
    });
  });

  it('says where a link leads, and what is there when it follows it', async () => {
    const path = join(await scratchDirectory(), 'link');
    await symlink('a\nb', path);
    expect(await stateOf(stat('s', { path }), { shell })).toMatchObject({ is: 'link', target: 'a\nb' });
    expect(await stateOf(stat('s', { path, follow: true }), { shell })).toEqual({
      exists: false,
      is: 'absent',
    });
    await mkdir(join(path, '..', 'a\nb'));
    expect(await stateOf(stat('s', { path, follow: true, getChecksum: true }), { shell })).toMatchObject({
      is: 'directory',
      target: undefined,
      checksum: undefined,
    });
  });
});

it.each([
  ['a path below none', '/no/such/path', { exists: false, is: 'absent' }],
  ['a path below a file', '/etc/passwd/x', { exists: false, is: 'absent' }],
  ['the root', '/', { is: 'directory', uid: 0 }],
  ['a device', '/dev/null', { is: 'character-device', mode: '0666' }],
])('says what %s is', async (_, path, what) => {
  expect(await stateOf(stat('s', { path }))).toMatchObject(what);
});

it.each(['md5', 'sha1', 'sha512'] as const)('gives a digest by %s', async (checksumAlgorithm) => {
  const path = join(await scratchDirectory(), 'f');
  await writeFile(path, 'abc');
  const checksum = createHash(checksumAlgorithm).update('abc').digest('hex');
  expect(await stateOf(stat('s', { path, getChecksum: true, checksumAlgorithm }))).toMatchObject({
    checksum,
  });
});

it('makes do with busybox', async () => {
  const directory = await scratchDirectory();
  const path = join(directory, 'empty');
  await writeFile(path, '', { mode: 0o600 });
  await onlyBusybox(directory);
  expect(await stateOf(stat('s', { path, getChecksum: true }), { shell: 'sh' })).toMatchObject({
    is: 'file',
    mode: '0600',
    size: 0,
  });
  vi.unstubAllEnvs();
});

it('does not know in a check what a task before would make of it', async () => {
  const path = join(await scratchDirectory(), 'f');
  const tasks = [command('c', { script: sh`touch ${path}` }), stat('s', { path })];
  expect((await runHere(tasks, { check: true })).outcomes['s']).toBe('undetermined');
});

it('does not take what it may not see for absent', async () => {
  const directory = join(await scratchDirectory(), 'closed');
  await mkdir(directory);
  await writeFile(join(directory, 'f'), '');
  await chmod(directory, 0o000);
  const task = stat('s', { path: join(directory, 'f', 'x') }, withoutRights);
  await expect(stateOf(task)).rejects.toThrow(/ cannot be looked at: .* may not be entered$/);
});

it('says which file it may not read for its digest', async () => {
  const path = join(await scratchDirectory(), 'f');
  await writeFile(path, '', { mode: 0o000 });
  await chmod(join(path, '..'), 0o755);
  const task = stat('s', { path, getChecksum: true }, withoutRights);
  await expect(stateOf(task)).rejects.toThrow(`${path} cannot be read for its digest`);
});

it('types what it saw', () => {
  const task = stat('s', { path: '/' });
  assert('a', ({ state }) => {
    const found = state(task);
    const size: number = found.exists ? found.size : 0;
    return { that: size > 0, message: 'the root is empty' };
  });
});

it('refuses a relative path', () => {
  expect(() => stat('s', { path: 'etc' })).toThrow('path: must be an absolute path');
});
