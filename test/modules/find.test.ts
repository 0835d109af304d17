import { chmod, mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { sh } from '../../src/core/sh.ts';
import { command } from '../../src/modules/command.ts';
import { find } from '../../src/modules/find.ts';
import { runHere } from '../support/local-host.ts';
import { onlyBusybox } from '../support/only-busybox.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { shells } from '../support/shells.ts';
import { stateOf } from '../support/state-of.ts';
import { withoutRights } from '../support/without-rights.ts';

type Options = Parameters<typeof stateOf>[1];

/** What is found below the directory, without it. */
async function names(root: string, given: object, options: Options = {}): Promise<readonly string[]> {
  const { files } = await stateOf(find('f', { paths: [root], ...given }), options);
  return files.map(({ path }) => path.slice(root.length + 1));
}

async function tree(): Promise<string> {
  const root = join(await scratchDirectory(), "-it's\nhere");
  await mkdir(join(root, 'sub', 'deep'), { recursive: true });
  await mkdir(join(root, '.hid'));
  await writeFile(join(root, 'a.log'), 'one\nERROR two\n');
  await writeFile(join(root, '-b.log'), Buffer.alloc(2048));
  await writeFile(join(root, '.c.log'), '');
  await writeFile(join(root, '.hid', 'd.log'), '');
  await writeFile(join(root, 'sub', 'ünï\nx.txt'), 'abc');
  await writeFile(join(root, 'sub', 'deep', 'e.log'), 'x');
  await symlink('a.log', join(root, 'link.log'));
  await symlink('none', join(root, 'broken'));
  const old = Date.now() / 1000 - 10 * 86_400;
  await utimes(join(root, 'a.log'), old, old);
  return root;
}

describe.each(shells)('in %s', (shell) => {
  it('finds what has such names, however odd', async () => {
    const root = await tree();
    expect(await names(root, {}, { shell })).toEqual(['-b.log', 'a.log']);
    expect(await names(root, { recurse: true, excludes: ['a*'] }, { shell })).toEqual([
      '-b.log',
      '.hid/d.log',
      'sub/deep/e.log',
      'sub/ünï\nx.txt',
    ]);
    const { files, matched, skipped } = await stateOf(find('f', { paths: [`${root}/sub`] }), { shell });
    expect(files).toMatchObject([{ path: join(root, 'sub', 'ünï\nx.txt'), is: 'file', size: 3 }]);
    expect({ matched, skipped }).toEqual({ matched: 1, skipped: [] });
  });
});

it.each<readonly [string, object, readonly string[]]>([
  ['hidden names', { hidden: true, patterns: ['*.log'] }, ['-b.log', '.c.log', 'a.log']],
  ['one of several patterns', { recurse: true, patterns: ['a.*', '*.txt'] }, ['a.log', 'sub/ünï\nx.txt']],
  ['an expression', { recurse: true, patterns: [/^[ae]\./] }, ['a.log', 'sub/deep/e.log']],
  ['an expression in a text', { patterns: ['^a'], excludes: ['^-'], useRegex: true }, ['a.log']],
  ['all but an expression', { excludes: [/^-/] }, ['a.log']],
  ['so many levels', { recurse: true, depth: 2, excludes: ['*.log'] }, ['sub/ünï\nx.txt']],
  ['directories', { fileType: 'directory', recurse: true }, ['sub', 'sub/deep']],
  ['links', { fileType: 'link' }, ['broken', 'link.log']],
  ['what is behind links', { follow: true }, ['-b.log', 'a.log', 'link.log']],
  ['links that lead nowhere', { follow: true, fileType: 'link' }, ['broken']],
  ['all kinds', { fileType: 'any' }, ['-b.log', 'a.log', 'broken', 'link.log', 'sub']],
  ['large files', { size: '2k' }, ['-b.log']],
  ['small files', { size: '-2047' }, ['a.log']],
  ['empty files', { size: '-0', hidden: true }, ['.c.log']],
  ['files of any size', { size: '0b' }, ['-b.log', 'a.log']],
  ['old files', { age: '1w' }, ['a.log']],
  ['young files', { age: '-1h' }, ['-b.log']],
  ['what was changed lately', { age: '-1h', ageStamp: 'changed' }, ['-b.log', 'a.log']],
  ['what a line of it says', { contains: '^ERR+OR' }, ['a.log']],
])('finds %s', async (_, given, expected) => {
  expect(await names(await tree(), given)).toEqual(expected);
});

it('makes do with busybox', async () => {
  const root = await tree();
  await onlyBusybox(join(root, '..'));
  const given = { recurse: true, size: '1', age: '-30d', contains: 'ERROR' };
  expect(await names(root, given, { shell: 'sh' })).toEqual(['a.log']);
  expect(await names(root, { follow: true, fileType: 'any' }, { shell: 'sh' })).toEqual([
    '-b.log',
    'a.log',
    'broken',
    'link.log',
    'sub',
  ]);
  vi.unstubAllEnvs();
});

it('finds thousands', async () => {
  const root = await scratchDirectory();
  await Promise.all(
    Array.from({ length: 3000 }, (_, at) => writeFile(join(root, `${'n'.repeat(90)}${at}`), '')),
  );
  expect((await stateOf(find('f', { paths: [root] }))).matched).toBe(3000);
});

it('fails where there is more than was thought', async () => {
  const root = await tree();
  await expect(stateOf(find('f', { paths: [root], limit: 1 }))).rejects.toThrow(
    `Below ${root} there are 2 of them, and the limit is 1`,
  );
});

it('tells what it could not look at, and finds the rest', async () => {
  const root = await tree();
  await mkdir(join(root, 'closed'), { mode: 0o000 });
  for (const path of [join(root, '..'), root]) await chmod(path, 0o755);
  const given = { paths: [`${root}/none`, root], recurse: true };
  const { matched, skipped } = await stateOf(find('f', given, withoutRights));
  expect(matched).toBe(5);
  expect(skipped.join()).toMatch(/is no directory.*closed/s);
});

it('says which expression the host does not take', async () => {
  const root = await tree();
  await expect(stateOf(find('f', { paths: [root], contains: 'a[' }))).rejects.toThrow(
    '"a[" is no extended regular',
  );
});

it('does not know in a check what a task before would leave', async () => {
  const path = await scratchDirectory();
  const tasks = [command('c', { script: sh`touch ${`${path}/x`}` }), find('f', { paths: [path] })];
  expect((await runHere(tasks, { check: true })).outcomes['f']).toBe('undetermined');
});

it.each([
  [{ paths: [] }, 'paths: Too small'],
  [{ paths: ['etc'] }, 'paths.0: must be an absolute path'],
  [{ paths: ['/'], age: '3 days' }, 'age: must be a number with s, m, h, d or w'],
  [{ paths: ['/'], size: '1kb' }, 'size: must be a number with b, k, m, g or t'],
  [{ paths: ['/'], depth: 2 }, 'depth: needs recurse'],
  [{ paths: ['/'], contains: 'x', fileType: 'any' as const }, 'contains: is of files only'],
  [{ paths: ['/'], patterns: ['a', /b/] }, 'patterns: are either all texts or all regular expressions'],
  [{ paths: ['/'], patterns: ['('], useRegex: true }, 'patterns: Invalid regular expression'],
])('refuses %j', (given, message) => {
  expect(() => find('f', given)).toThrow(message);
});
