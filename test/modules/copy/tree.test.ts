import { execFileSync } from 'node:child_process';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import { type Shell, sh } from '../../../src/core/sh.ts';
import { transaction } from '../../../src/core/task.ts';
import { copy } from '../../../src/modules/copy.ts';
import { file } from '../../../src/modules/file.ts';
import { plant, type Trees, treeOf } from '../../contract/parity/tree.ts';
import { eventually } from '../../support/eventually.ts';
import { type LocalRun, runHere } from '../../support/local-host.ts';
import { onlyBusybox } from '../../support/only-busybox.ts';
import { shells } from '../../support/shells.ts';

vi.setConfig({ testTimeout: 60_000 });

const me = `${process.getuid?.()}:${process.getgid?.()}`;

let root = '';
let src = '';
let path = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-tree-'));
  src = join(root, 'src');
  path = join(root, 'host', 'it');
  await mkdir(dirname(path));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
});

const long = 'ü'.repeat(120);

/** What a tree may have that scripts or archives stumble over. */
const odd: Trees = {
  "it's $(x) `y`\n*": 'text',
  '-n': '',
  '-d/-e': 'in a directory',
  [`${long}/${long}/${long}`]: 'a long name',
  [`link to ${long}`]: { link: `nowhere/${long}` },
  binary: Uint8Array.from({ length: 3000 }, (_, index) => index),
  'exactly a block': 'x'.repeat(512),
  'empty/empty': { directory: 0o755 },
  large: Buffer.alloc(700_000, 'line\n'),
};

const tree = (given: Partial<z.input<typeof copy.spec.params>> = {}) =>
  copy('t', { src: `${src}/`, path, ...given });

function summariesOf({ result }: LocalRun): readonly string[] {
  return changesOf(result).map(({ summary }) => summary);
}

function changesOf(result: LocalRun['result']) {
  return result.hosts.flatMap(({ tasks }) =>
    tasks.flatMap(({ outcome }) => (outcome.is === 'changed' ? outcome.changes : [])),
  );
}

/** Each path with its kind and mode, and where a link points; goes round in no circle. */
function namesIn(directory: string): readonly string[] {
  const format = ['-type', 'l', '-printf', '%P\t%y %m %P → %l\n', '-o', '-printf', '%P\t%y %m %P\n'];
  const lines = execFileSync('find', [directory, '-mindepth', '1', '(', ...format, ')'], {
    encoding: 'utf8',
  });
  return lines
    .trimEnd()
    .split('\n')
    .toSorted()
    .map((line) => line.replace(/^.*\t/, ''));
}

async function brings(planted: Trees, shell: string): Promise<void> {
  await plant(src, planted);
  const predicted = await runHere([tree()], { shell, check: true });
  expect(await readdir(dirname(path))).toEqual([]);
  const first = await runHere([tree()], { shell });
  expect(first.outcomes).toEqual({ t: 'changed' });
  expect(changesOf(first.result)).toEqual(changesOf(predicted.result));
  expect(await treeOf(path)).toEqual(await treeOf(src));
  expect((await runHere([tree()], { shell })).outcomes).toEqual({ t: 'ok' });
}

describe.each(shells)('in %s', (shell) => {
  it('brings any tree, and only once', async () => {
    await brings(odd, shell);
  });

  it('sends only what differs, and leaves what else is there', async () => {
    await plant(src, {
      'a/new': 'new',
      'a/old': 'after',
      'b/same': 'same',
      'c/d/e': 'deep',
      'c/mode': 'mode',
    });
    await plant(path, {
      'a/old': { text: 'before', mode: 0o604 },
      'b/same': 'same',
      'b/other': 'other',
      'c/mode': { text: 'mode', mode: 0o600 },
    });
    const { ino } = await lstat(join(path, 'b/same'));
    const run = await runHere([tree({ mode: '0644' })], { shell });
    expect(summariesOf(run)).toEqual([
      'created 2 files, 1 directory: a/new, c/d/, c/d/e; replaced 1 file: a/old',
      'mode 0600 → 0644: c/mode',
    ]);
    expect((await lstat(join(path, 'b/same'))).ino).toBe(ino);
    expect((await treeOf(path)).filter((line) => line.includes('file'))).toEqual(
      [
        ...(await treeOf(src)).filter((line) => line.includes('file')),
        `"b/other" file 0644 ${me} "other"`,
      ].toSorted(),
    );
  });

  it('puts everything back when a later task of the transaction fails', async () => {
    await plant(src, {
      ...odd,
      'a/b/old': 'after',
      'a/new': 'new',
      'd/link': { link: 'x' },
      'd/mode': 'mode',
    });
    await plant(path, {
      'a/b/old': { text: 'before', mode: 0o640 },
      'd/link': 'a file',
      'd/mode': { text: 'mode', mode: 0o600 },
      large: { link: 'elsewhere' },
    });
    const before = await treeOf(root);
    const { mtimeMs } = await lstat(join(path, 'a/b/old'));
    const fails = file('bad', { path: root });
    const run = await runHere([transaction('all', [tree({ mode: '0644' }), fails])], { shell });
    expect(run.outcomes['t']).toBe('changed');
    expect(await treeOf(root)).toEqual(before);
    expect((await lstat(join(path, 'a/b/old'))).mtimeMs).toBe(mtimeMs);
  });
});

describe('a host with busybox only', () => {
  it('gets any tree', async () => {
    await onlyBusybox(root);
    await brings(odd, 'sh');
  });
});

describe('a directory', () => {
  it('comes into the path, and what it holds where a slash is at its end', async () => {
    await plant(src, { f: 'text' });
    await runHere([copy('t', { src: 'src', path: `${path}/deep/` })], { directory: root });
    await runHere([copy('t', { src: 'src/', path: `${path}/flat/` })], { directory: root });
    expect(await readdir(path, { recursive: true })).toEqual(
      expect.arrayContaining(['deep/src/f', 'flat/f']),
    );
  });

  it('goes through a link that stands for a directory', async () => {
    await plant(src, { 'd/f': 'text' });
    await plant(path, { d: { link: '../real' } });
    await mkdir(join(root, 'host/real'));
    expect((await runHere([tree()])).outcomes).toEqual({ t: 'changed' });
    expect(await readFile(join(root, 'host/real/f'), 'utf8')).toBe('text');
    expect((await runHere([tree()])).outcomes).toEqual({ t: 'ok' });
  });

  it('has links followed, but for those that lead nowhere or round, or all of them kept', async () => {
    await plant(src, {
      'd/f': { text: 'text', mode: 0o750 },
      'd/round': { link: '..' },
      'to f': { link: 'd/f' },
      'to d': { link: 'd' },
      'to nothing': { link: 'nothing' },
    });
    await runHere([
      tree({ mode: 'preserve' }),
      copy('k', { src: `${src}/`, path: join(root, 'kept'), localFollow: false, mode: 'preserve' }),
    ]);
    expect(namesIn(path)).toEqual([
      'd 755 d',
      'f 750 d/f',
      'l 777 d/round → ..',
      'd 755 to d',
      'f 750 to d/f',
      'l 777 to d/round → ..',
      'f 750 to f',
      'l 777 to nothing → nothing',
    ]);
    expect(namesIn(join(root, 'kept'))).toEqual(namesIn(src));
  });

  it('may be empty', async () => {
    await mkdir(src);
    expect(summariesOf(await runHere([tree()]))).toEqual([`directory ${path} created`]);
    expect((await runHere([tree()])).outcomes).toEqual({ t: 'ok' });
  });

  it('has what is there left as it is without force', async () => {
    await plant(src, { there: 'after', new: 'new' });
    await plant(path, { there: { text: 'before', mode: 0o600 } });
    const task = () => tree({ force: false, mode: '0644' });
    expect(summariesOf(await runHere([task()]))).toEqual(['created 1 file: new']);
    expect(await treeOf(path)).toEqual([`"new" file 0644 ${me} "new"`, `"there" file 0600 ${me} "before"`]);
    expect((await runHere([task()])).outcomes).toEqual({ t: 'ok' });
  });

  it.skipIf(process.getuid?.() !== 0)(
    'gets owners and modes, and lets others have what is theirs',
    async () => {
      await plant(src, { 'new/f': 'text', theirs: 'after', run: { text: '', mode: 0o4755 } });
      await plant(path, { theirs: 'before' });
      await runHere([file('theirs', { path: join(path, 'theirs'), owner: 'daemon', group: 'mail' })]);
      await runHere([tree({ mode: 'preserve', directoryMode: '0711' })]);
      expect(await treeOf(path)).toEqual([
        `"new" directory 0711 ${me}`,
        `"new/f" file 0644 ${me} "text"`,
        `"run" file 4755 ${me} ""`,
        '"theirs" file 0644 1:8 "after"',
      ]);
      await writeFile(join(src, 'new/g'), '');
      const run = await runHere([tree({ mode: 'preserve', directoryMode: '0711', owner: 'daemon' })]);
      expect(summariesOf(run)).toEqual(['created 1 file: new/g', 'owner root → daemon: new, new/f, run']);
      expect((await lstat(join(path, 'run'))).mode & 0o7777).toBe(0o4755);
      expect(
        (await runHere([tree({ mode: 'preserve', directoryMode: '0711', owner: 'daemon' })])).outcomes,
      ).toEqual({ t: 'ok' });
    },
  );
});

describe('a check', () => {
  it('names the first of what changes, and shows the first texts', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `f${String(index).padStart(2, '0')}`);
    await plant(src, Object.fromEntries(names.map((name) => [name, `${name}\n`])));
    await plant(path, Object.fromEntries(names.slice(0, 12).map((name) => [name, 'old\n'])));
    const { result } = await runHere([tree()], { check: true });
    const [change] = changesOf(result);
    expect(change?.summary).toBe(
      'created 18 files: f12, f13, f14, f15, f16 and 13 more; replaced 12 files: f00, f01, f02, f03, f04 and 7 more',
    );
    expect([change?.diff ?? []].flat().map(({ before, after }) => [before, after])).toEqual(
      names.slice(0, 10).map((name) => ['old\n', `${name}\n`]),
    );
  });

  it('shows no text of what is sensitive', async () => {
    await plant(src, { key: 'new secret' });
    await plant(path, { key: 'old secret' });
    const { result } = await runHere([tree({ sensitive: true })], { check: true });
    expect(changesOf(result)).toEqual([{ summary: 'replaced 1 file: key' }]);
    expect(JSON.stringify(result)).not.toMatch(/old secret|new secret/);
  });

  it('takes into account what a task before would make or remove', async () => {
    await plant(src, { 'd/f': 'text' });
    await plant(path, { d: 'in the way' });
    const tasks = () => [file('gone', { path: join(path, 'd'), state: 'absent' }), tree()];
    const predicted = await runHere(tasks(), { check: true });
    expect(predicted.outcomes).toEqual({ gone: 'changed', t: 'changed' });
    expect((await runHere(tasks())).outcomes).toEqual({ gone: 'changed', t: 'changed' });
  });
});

describe('what is refused', () => {
  it.each([
    [{ f: { directory: 0o755 } }, { f: 'text' }, 'f is a directory, not a file'],
    [{ f: { directory: 0o755 } }, { f: { link: 'x' } }, 'f is a directory, not a link'],
    [{ f: 'text' }, { 'f/g': 'text' }, 'f is a file, not a directory'],
    [{ f: { link: 'nowhere' } }, { 'f/g': 'text' }, 'f is a link, not a directory'],
  ] as const)('%j for %j', async (there, wanted, says) => {
    await plant(src, wanted);
    await plant(path, there);
    expect((await runHere([tree()])).outcomes['t']).toContain(`failed: ${path}/${says}`);
    expect(Object.keys(there)).toEqual(await readdir(path));
  });

  it.each([
    ['backup', { backup: true }],
    ['validate', { validate: (written: Shell) => sh`test -s ${written}` }],
  ])('%s, which is for single files', async (name, given) => {
    await mkdir(src);
    expect((await runHere([tree(given)])).outcomes['t']).toContain(`failed: ${name}: ${src}/ is a directory`);
  });

  it('what changes while it is sent, of which nothing is put in place', async () => {
    await plant(src, { a: 'text', b: Buffer.alloc(200_000, 'b') });
    const task = tree();
    const prepare = task.prepare;
    const sly = {
      ...task,
      prepare: async (...given: Parameters<typeof prepare>) => {
        const query = await prepare(...given);
        await chmod(join(src, 'b'), 0o644);
        await writeFile(join(src, 'b'), Buffer.alloc(200_000, 'c'));
        return query;
      },
    };
    // It is prepared once, then: what was prepared anew would be of the new file.
    expect((await runHere([sly], { lookAhead: false })).outcomes['t']).toBe(
      `failed: ${join(src, 'b')} was changed while it was sent`,
    );
    await eventually(async () => expect(await readdir(path)).toEqual([]));
  });

  it('a device in it', async () => {
    await plant(src, { a: 'text' });
    await symlink('/dev/null', join(src, 'null'));
    expect((await runHere([tree()])).outcomes['t']).toContain(
      `${join(src, 'null')} is neither a file, a directory nor a link`,
    );
  });
});
