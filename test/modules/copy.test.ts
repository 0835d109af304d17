import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { copy } from '../../src/modules/copy.ts';
import { type LocalRun, runHere } from '../support/local-host.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-copy-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

function changesOf({ result }: LocalRun) {
  return result.hosts.flatMap(({ tasks }) =>
    tasks.flatMap(({ outcome }) => (outcome.is === 'changed' ? outcome.changes : [])),
  );
}

describe('parameters', () => {
  it.each([
    [{ path: '/f' }, 'give either content or src'],
    [{ path: '/f', content: '', src: 'f' }, 'give either content or src'],
    [{ path: 'f', content: '' }, 'path: must be an absolute path'],
    [{ path: '/f/', content: '' }, 'without a slash at its end'],
    [{ path: '/f', content: '', mode: 'rw' }, 'mode: must be octal digits'],
  ])('%j is refused', (params, message) => {
    expect(() => copy('c', params)).toThrow(message);
  });

  it.each([
    ['nothing', 'cannot be read on the controller'],
    ['/dev/null', 'is not a file'],
  ])('src %j is refused', async (src, message) => {
    const path = join(root, 'f');
    const { outcomes } = await runHere([copy('c', { path, src })], { directory: root });
    expect(outcomes['c']).toContain(message);
  });

  it('content that no file can hold is refused without being shown', async () => {
    const { outcomes } = await runHere([copy('c', { path: '/f', content: new Secret('s3cret\uD800') })]);
    expect(outcomes['c']).toBe('failed: The content is not valid Unicode (a lone surrogate)');
  });
});

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  const name = fc
    .oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
      fc.constantFrom("it's $(x) `y`", '-n', ' ', 'end\n', '\n', '*', '\\', '"', '~', 'ünï'),
    )
    .filter((text) => !/[\0/]/.test(text) && text !== '.' && text !== '..');

  it('brings any bytes to any path', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), name, name, async (bytes, folder, leaf) => {
        const own = await mkdtemp(join(root, 'run-'));
        await writeFile(join(own, 'src'), bytes);
        await mkdir(join(own, `d${folder}`));
        const path = join(own, `d${folder}`, leaf);
        const tasks = () => [copy('c', { path, src: 'src' }), copy('again', { path, src: 'src' })];
        const { outcomes } = await runHere(tasks(), { shell, directory: own });
        expect(outcomes).toEqual({ c: 'changed', again: 'ok' });
        expect(new Uint8Array(await readFile(path))).toEqual(bytes);
        expect(await readdir(join(own, `d${folder}`))).toEqual([leaf]);
      }),
      { numRuns: 15, examples: [[Uint8Array.of(0, 10, 255, 39), 'end\n', '\n']] },
    );
  }, 60_000);

  it('brings any text, also as a secret', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (content) => {
        const paths = [join(root, 'plain'), join(root, 'secret')] as const;
        await runHere(
          [
            copy('p', { path: paths[0], content }),
            copy('s', { path: paths[1], content: new Secret(content) }),
          ],
          {
            shell,
          },
        );
        expect(await Promise.all(paths.map((path) => readFile(path, 'utf8')))).toEqual([content, content]);
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('takes everything back when a later task of the transaction fails', async () => {
    const [old, young, link] = [join(root, 'old'), join(root, 'young'), join(root, 'link')];
    await writeFile(old, 'before');
    await chmod(old, 0o640);
    await symlink('/nowhere', link);
    const { mtimeMs } = await lstat(old);
    const { result } = await runHere(
      [
        transaction('t', [
          copy('old', { path: old, content: 'after', mode: '0600' }),
          copy('young', { path: young, content: 'one' }),
          copy('young again', { path: young, content: 'two' }),
          copy('link', { path: link, content: 'file' }),
          copy('bad', { path: root, content: '' }),
        ]),
      ],
      { shell },
    );
    expect(result.hosts[0]?.rolledBack.map(({ name }) => name)).toEqual(['t']);
    expect(await readFile(old, 'utf8')).toBe('before');
    expect(await lstat(old)).toMatchObject({ mtimeMs, mode: 0o100640 });
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect((await readdir(root)).sort()).toEqual(['link', 'old']);
  });

  it('leaves the old file when the new one is refused by its check', async () => {
    const path = join(root, 'f');
    await writeFile(path, 'good\n');
    const to = (content: string) =>
      copy('c', { path, content, validate: (written) => sh`echo checking; grep -q good ${written}` });
    const refused = await runHere([to('bad\n')], { shell });
    expect(refused.outcomes['c']).toMatch(/^failed: checking\nthe new file was refused by its check/);
    expect(await readFile(path, 'utf8')).toBe('good\n');
    expect(await readdir(root)).toEqual(['f']);
    expect((await runHere([to('good too\n')], { shell })).outcomes['c']).toBe('changed');
  });
});

describe('a file', () => {
  it('is predicted by a check, which changes nothing', async () => {
    const path = join(root, 'f');
    await writeFile(path, 'one\n\n');
    const run = await runHere([copy('c', { path, content: 'two\n', mode: '0600' })], { check: true });
    expect(changesOf(run)).toEqual([
      {
        summary: 'replaced, 5 → 4 bytes, mode 0644 → 0600',
        diff: { path, before: 'one\n\n', after: 'two\n' },
      },
    ]);
    expect(await readFile(path, 'utf8')).toBe('one\n\n');
  });

  it('has mode 0644 when it is new', async () => {
    const path = join(root, 'f');
    const run = await runHere([copy('c', { path, content: 'x' })]);
    expect((await lstat(path)).mode & 0o7777).toBe(0o644);
    expect(changesOf(run)).toEqual([{ summary: 'created, 1 bytes', diff: { path, before: '', after: 'x' } }]);
  });

  it.skipIf(process.getuid?.() !== 0)('keeps the permissions that are not given', async () => {
    const path = join(root, 'f');
    await writeFile(path, 'x');
    await chown(path, 54_321, 12_345);
    await chmod(path, 0o4710);
    await runHere([copy('c', { path, content: 'y' })]);
    expect(await lstat(path)).toMatchObject({ uid: 54_321, gid: 12_345, mode: 0o104710 });
  });

  it('has its mode repaired without being written again', async () => {
    const path = join(root, 'f');
    const task = () => copy('c', { path, content: 'x', mode: '0600' });
    await runHere([task()]);
    const { ino } = await lstat(path);
    await chmod(path, 0o666);
    expect(changesOf(await runHere([task()]))).toEqual([{ summary: 'mode 0666 → 0600' }]);
    expect(await lstat(path)).toMatchObject({ ino, mode: 0o100600 });
  });

  it('comes as a stream, whole and kept in a transaction, when it is large', async () => {
    const path = join(root, 'large');
    await writeFile(join(root, 'src'), Buffer.alloc(700_000, 'line\n'));
    await writeFile(path, 'small');
    const large = (name: string) => copy(name, { path, src: 'src' });
    const undone = await runHere([transaction('t', [large('c'), copy('bad', { path: root, content: '' })])], {
      directory: root,
    });
    expect(undone.result.hosts[0]?.rolledBack.map(({ name }) => name)).toEqual(['t']);
    expect(await readFile(path, 'utf8')).toBe('small');
    expect((await runHere([large('c'), large('again')], { directory: root })).outcomes).toEqual({
      c: 'changed',
      again: 'ok',
    });
    expect((await readFile(path)).equals(await readFile(join(root, 'src')))).toBe(true);
  });
});

describe('a diff', () => {
  it.each([
    ['binary before', Buffer.from([0, 1, 2]), 'text', 'replaced, 3 → 4 bytes'],
    ['invalid text before', Buffer.from([0xff]), 'text', 'replaced, 1 → 4 bytes'],
    ['long before', Buffer.alloc(70_000, 'a'), 'text', 'replaced, 70000 → 4 bytes'],
    ['binary after', Buffer.from('text'), '\0', 'replaced, 4 → 1 bytes'],
  ])('is left out: %s', async (_, before, content, summary) => {
    const path = join(root, 'f');
    await writeFile(path, before);
    expect(changesOf(await runHere([copy('c', { path, content })]))).toEqual([{ summary }]);
  });

  it('shows nothing of a secret, nor of what it replaces', async () => {
    const path = join(root, 'f');
    await writeFile(path, 'old-secret');
    const run = await runHere([
      copy('s', { path, content: new Secret('s3cret') }),
      copy('t', { path, content: 'n3w', sensitive: true }),
    ]);
    expect(changesOf(run)).toEqual([
      { summary: 'replaced, content not shown' },
      { summary: 'replaced, content not shown' },
    ]);
    expect(JSON.stringify(run.events)).not.toMatch(/old-secret|s3cret|n3w/);
  });
});
