import { link, lstat, mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import { transaction } from '../../../src/core/task.ts';
import { file } from '../../../src/modules/file.ts';
import { runHere } from '../../support/local-host.ts';
import { onlyBusybox } from '../../support/only-busybox.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { shells } from '../../support/shells.ts';
import { toolsBut } from '../../support/tools-but.ts';

type Given = Omit<z.input<typeof file.spec.params>, 'path'>;

const [modificationTime, accessTime] = ['2020-01-02T03:04:05+01:00', '1969-12-31T23:59:50Z'] as const;
const [modified, accessed] = [1_577_930_645_000, -10_000];

let root = '';
let path = '';
beforeEach(async () => {
  root = await scratchDirectory();
  path = join(root, '-f\n');
});
afterEach(() => vi.unstubAllEnvs());

/** What a task does, and in a check would do. */
async function run(given: Given, check = false, shell = 'sh'): Promise<string | readonly unknown[]> {
  const { result, outcomes } = await runHere([file('f', { path, ...given })], { check, shell });
  const outcome = result.hosts[0]?.tasks[0]?.outcome;
  return outcome?.is === 'changed' ? outcome.changes.map(({ summary }) => summary) : (outcomes['f'] ?? '');
}

async function times(of = path): Promise<readonly number[]> {
  const { mtimeMs, atimeMs } = await lstat(of);
  return [mtimeMs, atimeMs];
}

describe.each(shells)('in %s', (shell) => {
  it('sets both times, of what is there and of what is made, once', async () => {
    await writeFile(path, 'x');
    await utimes(path, 2, 1);
    const given = { modificationTime, accessTime };
    const words = [
      'modification time 1970-01-01T00:00:01Z → 2020-01-02T02:04:05Z, access time 1970-01-01T00:00:02Z → 1969-12-31T23:59:50Z',
    ];
    expect(await run(given, true, shell)).toEqual(words);
    expect(await run(given, false, shell)).toEqual(words);
    expect(await times()).toEqual([modified, accessed]);
    expect(await run(given, false, shell)).toBe('ok');
    path = join(root, 'd');
    const made = { ...given, state: 'directory', mode: '0700' } as const;
    const steps = [
      'directory created',
      'mode 0700',
      'modification time 2020-01-02T02:04:05Z, access time 1969-12-31T23:59:50Z',
    ];
    expect(await run(made, true, shell)).toEqual(steps);
    expect(await run(made, false, shell)).toEqual(steps);
    expect((await times())[0]).toBe(modified);
  });
});

it.each<[string, Given, readonly (number | undefined)[]]>([
  ['the time of modification', { modificationTime }, [modified, 2000]],
  ['the time of access', { accessTime, modificationTime: 'preserve' }, [1000, accessed]],
  ['none', { state: 'touch', modificationTime: 'preserve', accessTime: 'preserve' }, [1000, 2000]],
])('sets %s alone', async (_, given, wanted) => {
  await writeFile(path, 'x');
  await utimes(path, 2, 1);
  await run(given);
  expect(await times()).toEqual(wanted);
});

it('tells a part of a second', async () => {
  await writeFile(path, 'x');
  await utimes(path, 1, modified / 1000 + 0.25);
  expect(await run({ modificationTime })).toEqual([
    'modification time 2020-01-02T02:04:05Z → 2020-01-02T02:04:05Z',
  ]);
  expect((await times())[0]).toBe(modified);
});

describe('now', () => {
  it('is what was so in the last minute', async () => {
    await writeFile(path, 'x');
    const given = { state: 'touch', modificationTime: 'now', accessTime: 'now' } as const;
    expect(await run(given)).toBe('ok');
    const [fresh = 0] = await times();
    for (const [was, name] of [
      [fresh / 1000 - 3600, 'past'] as const,
      [fresh / 1000 + 3600, 'future'] as const,
    ]) {
      await utimes(path, was, was);
      expect(await run(given, true), name).toHaveLength(1);
      expect(await run(given), name).toEqual([
        expect.stringMatching(/^modification .* → now, access .* → now$/),
      ]);
      expect((await times())[0]).toBeGreaterThanOrEqual(fresh - 1000);
      expect(await run(given)).toBe('ok');
    }
  });

  it('is also for one time of two', async () => {
    await writeFile(path, 'x');
    await utimes(path, 2, 1);
    await run({ accessTime: 'now' });
    const [mtime, atime] = await times();
    expect([mtime, (atime ?? 0) > 3_000]).toEqual([1000, true]);
  });

  it('is of all that was just made', async () => {
    expect(await run({ state: 'touch', modificationTime: 'now' })).toEqual(['empty file created']);
  });
});

it('are those of a link, not of what it leads to', async () => {
  await writeFile(join(root, 'real'), '');
  await utimes(join(root, 'real'), 1, 1);
  await symlink('real', path);
  await run({ state: 'link', target: 'real', modificationTime });
  expect([(await times())[0], await times(join(root, 'real'))]).toEqual([modified, [1000, 1000]]);
  path = join(root, 'touched');
  await symlink('nowhere', path);
  await run({ state: 'touch', modificationTime });
  expect([(await times())[0], await readdir(root)]).toEqual([
    modified,
    expect.not.arrayContaining(['nowhere']),
  ]);
});

it('are those of the file that gets a further name', async () => {
  const target = join(root, 'real');
  await writeFile(target, '');
  await utimes(target, modified / 1000, modified / 1000);
  const given = { state: 'hard', target, modificationTime } as const;
  expect(await run(given, true)).toEqual([`a further name of ${target}`]);
  expect(await run(given)).toEqual([`a further name of ${target}`]);
  expect(await run({ ...given, modificationTime: accessTime })).toHaveLength(1);
  expect((await times(target))[0]).toBe(accessed);
});

it.each([
  ['all programs', async () => {}, 0.123_456],
  ['busybox alone', () => onlyBusybox(root), 0],
])('are taken back within a transaction, with %s', async (_, prepare, part) => {
  await prepare();
  const other = join(root, 'other');
  await writeFile(path, 'x');
  await link(path, other);
  await mkdir(join(root, 'd'));
  for (const one of [path, join(root, 'd')]) await utimes(one, 2 + part, 1 + part);
  const given = { modificationTime, accessTime };
  const { outcomes } = await runHere([
    transaction('t', [
      file('f', { path, ...given }),
      file('d', { path: join(root, 'd'), state: 'directory', ...given }),
      file('new', { path: join(root, 'new'), ...given }),
      file('bad', { path: root, state: 'file' }),
    ]),
  ]);
  expect(outcomes['bad']).toContain('failed');
  const before = [1 + part, 2 + part].map((seconds) => expect.closeTo(seconds * 1000, 1));
  expect([await times(), await times(other)]).toEqual([before, before]);
  expect((await times(join(root, 'd')))[0]).toEqual(before[0]);
  expect(await readdir(root)).not.toContain('new');
});

it('are set in a check where something before would change the path', async () => {
  await writeFile(path, 'x');
  await utimes(path, modified / 1000, modified / 1000);
  const { result } = await runHere(
    [file('mode', { path, mode: '0600' }), file('f', { path, modificationTime })],
    { check: true },
  );
  expect(result.hosts[0]?.tasks[1]?.outcome).toMatchObject({
    changes: [{ summary: 'modification time 2020-01-02T02:04:05Z' }],
  });
});

it.each(['yesterday', '2020-01-02', '2020-01-02T03:04:05', '2020-01-02T03:04:05.5Z', '2020-13-02T03:04:05Z'])(
  'refuses %s',
  (time) => {
    expect(() => file('f', { path: '/f', modificationTime: time })).toThrow(
      "modificationTime: must be 'preserve', 'now' or a time of ISO 8601 in whole seconds",
    );
  },
);

it('fails where the host has no program for it', async () => {
  await writeFile(path, '');
  vi.stubEnv('PATH', await toolsBut(root, ['touch']));
  expect(await run({ modificationTime })).toMatch(/^failed: .*touch/s);
});
