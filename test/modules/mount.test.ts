import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { transaction } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import { type FstabEntry, fstabText } from '../../src/modules/mount/fstab-text.ts';
import type { MountState } from '../../src/modules/mount/mount-state.ts';
import { mount } from '../../src/modules/mount.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { shells } from '../support/shells.ts';

describe('fstab', () => {
  const entry: FstabEntry = { src: '/dev/b', path: '/a', fstype: 'ext4', opts: 'ro', dump: 0, passno: 2 };
  it.each<[string, Partial<FstabEntry> | undefined, string]>([
    ['', {}, '/dev/b /a ext4 ro 0 2\n'],
    ['# /dev/x /a ext4', {}, '# /dev/x /a ext4\n/dev/b /a ext4 ro 0 2\n'],
    ['/dev/b\t/a/  ext4 ro 0 2 # kept\n', {}, '/dev/b\t/a/  ext4 ro 0 2 # kept\n'],
    ['/dev/b /a ext4\n', { opts: 'defaults', passno: 0 }, '/dev/b /a ext4\n'],
    ['/dev/x /a ext4\n/dev/y /c xfs\n/dev/z /a xfs\n', {}, '/dev/y /c xfs\n/dev/b /a ext4 ro 0 2\n'],
    ['', { path: '/a b', src: '#x#\\y' }, '\\043x#\\134y /a\\040b ext4 ro 0 2\n'],
    ['UUID=1 /a ext4\n/dev/y /a/c xfs\n', undefined, '/dev/y /a/c xfs\n'],
  ])('%j with %j is %j', (before, given, after) => {
    const path = given?.path ?? '/a';
    const wished = given === undefined ? undefined : { ...entry, ...given };
    expect(fstabText(before, path, wished).text).toBe(after);
    expect(fstabText(after, path, wished).text).toBe(after);
  });
});

describe('a mount point', () => {
  const controller = { directory: '/', host: { name: 'here', groups: [], vars: {} } };
  const { params, desired, plan, describe: words } = mount.spec;
  const seen = { src: '/dev/sda1', root: '/', fstype: 'ext4', opts: ['rw', 'nodev'] };
  const planned = async (
    given: Omit<z.input<typeof params>, 'path'>,
    point: Partial<MountState['point']>,
  ) => {
    const wish = await desired(params.parse({ path: '/a', ...given }), controller);
    const current: MountState = {
      fstab: {
        path: '/etc/fstab',
        file: {
          is: 'file',
          size: 0,
          sha256: '',
          mode: '0644',
          owner: 'root',
          group: 'root',
          uid: 0,
          gid: 0,
          modified: 0,
        },
        content: { is: 'text', text: '/dev/sda1 /a ext4 nodev 0 0\n' },
        isCertain: true,
        parent: { path: '/etc', isThere: 'yes' },
      },
      point: { path: '/a', isDirectory: true, device: '/dev/sda1', mounted: [], ...point },
    };
    return plan(current, wish).map((change) => words(change, wish, current).summary);
  };
  const disk = { src: '/dev/sda1', fstype: 'ext4', opts: 'nodev' } as const;
  const bind = { src: '/run/data', fstype: 'none', opts: 'bind' } as const;
  const strict = { ...seen, src: 'tmpfs', fstype: 'tmpfs', opts: ['rw', 'nosuid', 'nodev'] };
  const image = { src: '/srv/image', fstype: 'squashfs' } as const;

  it.each<[Omit<z.input<typeof mount.spec.params>, 'path'>, Partial<MountState['point']>, readonly string[]]>(
    [
      [disk, {}, ['/dev/sda1 mounted at /a']],
      [disk, { isDirectory: false }, ['directory /a created', '/dev/sda1 mounted at /a']],
      [disk, { mounted: [seen] }, []],
      [{ ...disk, state: 'present' }, {}, []],
      [{ ...disk, opts: 'ro' }, { mounted: [seen] }, ['entry for /a', '/a mounted again: rw,nodev → ro,dev']],
      [{ ...disk, opts: 'nodev,users' }, { mounted: [{ ...seen, opts: [] }] }, ['entry for /a']],
      [bind, { mounted: [strict] }, ['entry for /a']],
      [
        { ...bind, opts: 'bind,suid' },
        { mounted: [strict] },
        ['entry for /a', '/a mounted again: nosuid → suid'],
      ],
      [
        { ...image, opts: 'defaults' },
        { mounted: [{ ...seen, fstype: 'squashfs', opts: ['ro'] }] },
        ['entry for /a'],
      ],
      [{ state: 'unmounted' }, { mounted: [seen] }, ['/a unmounted']],
      [{ state: 'unmounted' }, {}, []],
      [{ state: 'absent' }, { mounted: [seen] }, ['/a unmounted', 'no entry for /a']],
    ],
  )('that should be %j and is %j gets %j', async (given, point, changes) => {
    expect(await planned(given, point)).toEqual(changes);
  });

  it.each<[Partial<MountState['point']>, string]>([
    [{ mounted: [{ ...seen, fstype: 'xfs' }] }, 'At /a is mounted /dev/sda1 (xfs), not /dev/sda1 (ext4)'],
    [{ mounted: [{ ...seen, src: '/dev/sdb1' }] }, 'At /a is mounted /dev/sdb1 (ext4)'],
  ])('where %j is in the way is refused', async (point, says) => {
    await expect(planned(disk, point)).rejects.toThrow(says);
  });
});

it.each([
  [{ src: 'a', fstype: 'ext4', opts: 'a b' }, 'opts: must be options'],
  [{ fstype: 'ext4' }, 'src: is needed'],
  [{ path: '/', src: 'a', fstype: 'ext4' }, 'path: must not be the root directory'],
])('%j is refused', (given, says) => {
  expect(() => mount('m', { path: '/a', ...given })).toThrow(says);
});

it.each(shells)('an entry is written, kept, taken out and put back (%s)', async (shell) => {
  const root = await scratchDirectory();
  const fstab = join(root, "-it's fstab");
  const path = `${root}/not 'there'\n`;
  await writeFile(fstab, '# ours\nproc /proc proc defaults 0 0\n');
  const there = mount('entry', { path, src: 'none', fstype: 'tmpfs', state: 'present', fstab });
  expect((await runHere([there], { shell, check: true })).outcomes).toEqual({ entry: 'changed' });
  expect((await runHere([there], { shell })).outcomes).toEqual({ entry: 'changed' });
  expect((await runHere([there], { shell })).outcomes).toEqual({ entry: 'ok' });
  const written = await readFile(fstab, 'utf8');
  expect(written).toBe(
    `# ours\nproc /proc proc defaults 0 0\nnone ${root}/not\\040'there'\\012 tmpfs defaults 0 0\n`,
  );
  const gone = mount('entry', { path, state: 'absent', fstab });
  await runHere([transaction('all', [gone, assert('fails', { that: false, message: 'no' })])], { shell });
  expect(await readFile(fstab, 'utf8')).toBe(written);
  expect((await runHere([gone], { shell })).outcomes).toEqual({ entry: 'changed' });
  expect((await runHere([gone], { shell })).outcomes).toEqual({ entry: 'ok' });
});
