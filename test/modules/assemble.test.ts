import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assembled } from '../../src/modules/assemble/assembled.ts';
import { assemble } from '../../src/modules/assemble.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

describe('fragments', () => {
  it.each([
    [[], undefined, ''],
    [['a\n', 'b\n'], undefined, 'a\nb\n'],
    [['a', 'b'], undefined, 'a\nb'],
    [['a\n', 'b\n'], '---', 'a\n---\nb\n'],
    [['a', 'b'], '---\n', 'a\n---\nb'],
  ])('%j with %j between them are %j', (fragments, delimiter, text) => {
    const bytes = assembled(
      fragments.map((one) => Buffer.from(one)),
      delimiter,
    );
    expect(Buffer.from(bytes).toString()).toBe(text);
  });
});

it('puts the files of a directory together by name, and follows their changes', async () => {
  const root = await scratchDirectory();
  const src = join(root, 'd');
  await mkdir(join(src, 'directory'), { recursive: true });
  for (const name of ['20', '10', '.hidden', 'it~']) await writeFile(join(src, name), `${name}\n`);
  const path = join(root, 'f');
  const task = () => assemble('a', { path, src: 'd', regexp: /[^~]$/, ignoreHidden: true });
  const run = async (check = false) => (await runHere([task()], { directory: root, check })).outcomes['a'];
  expect([await run(true), await run(), await run()]).toEqual(['changed', 'changed', 'ok']);
  expect(await readFile(path, 'utf8')).toBe('10\n20\n');
  await writeFile(join(src, '15'), '15\n');
  expect([await run(), await readFile(path, 'utf8')]).toEqual(['changed', '10\n15\n20\n']);
});

it('says which directory cannot be read', async () => {
  const root = await scratchDirectory();
  await symlink('nowhere', join(root, 'd'));
  const { outcomes } = await runHere([assemble('a', { path: '/f', src: 'd' })], { directory: root });
  expect(outcomes['a']).toBe(
    `failed: src: the directory ${join(root, 'd')} cannot be read on the controller`,
  );
});
