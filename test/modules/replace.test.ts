import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { Secret } from '../../src/core/secret.ts';
import { replace } from '../../src/modules/replace.ts';
import { editedBy } from '../support/edited-by.ts';
import { runHere } from '../support/local-host.ts';
import { shells } from '../support/shells.ts';

type Given = Omit<z.input<typeof replace.spec.params>, 'path'>;

describe('the text', () => {
  it.each<[string, string, Given, string]>([
    ['has every match replaced', 'a b a\na\n', { regexp: /a/, replace: 'x' }, 'x b x\nx\n'],
    ['has every match removed', 'a b\n', { regexp: ' b' }, 'a\n'],
    ['has lines matched one by one', 'a\r\na\r\n', { regexp: /^a$/, replace: 'b' }, 'b\r\nb\r\n'],
    [
      'has groups put in',
      'old.example 1\n',
      { regexp: /(?<host>\w+)\.example (\d)/, replace: '$2 $<host>' },
      '1 old\n',
    ],
    ['has lines joined', 'a\nb\n', { regexp: /a\nb/, replace: 'ab' }, 'ab\n'],
    ['has letters matched alike', 'Aa\n', { regexp: /a/i, replace: 'b' }, 'bb\n'],
    [
      'stays before what comes after',
      'a\n[s]\na\n',
      { regexp: /a/, replace: 'b', after: /\[s\]/ },
      'a\n[s]\nb\n',
    ],
    [
      'stays behind what comes before',
      'a\n[s]\na\n',
      { regexp: /a/, replace: 'b', before: /\[s\]/ },
      'b\n[s]\na\n',
    ],
    [
      'changes between both',
      'a<a>a<a>\n',
      { regexp: /a/, replace: 'b', after: /</, before: />/ },
      'a<b>a<a>\n',
    ],
    ['stays where there is no between', 'a\n', { regexp: /a/, replace: 'b', after: /</ }, 'a\n'],
  ])('%s', async (_, before, given, after) => {
    expect((await editedBy(replace.spec, before, given)).text).toBe(after);
  });

  it.each([
    ['a a\n', '2 matches replaced'],
    ['a\n', '1 match replaced'],
  ])('%j in words', async (text, words) => {
    expect((await editedBy(replace.spec, text, { regexp: 'a', replace: 'b' })).words).toBe(words);
  });
});

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-replace-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

it.each(shells)('is predicted, made and kept in %s', async (shell) => {
  const path = join(root, 'f');
  await writeFile(path, 'old ü\nold\n');
  const tasks = () => [replace('r', { path, regexp: /old/, replace: "n'w" })];
  const run = async (check = false) => (await runHere(tasks(), { shell, check })).outcomes['r'];
  expect([await run(true), await run(), await run(), await run(true)]).toEqual([
    'changed',
    'changed',
    'ok',
    'ok',
  ]);
  expect(await readFile(path, 'utf8')).toBe("n'w ü\nn'w\n");
});

it('is refused where every run would change the file again', async () => {
  const path = join(root, 'f');
  await writeFile(path, 'a\n');
  const { outcomes } = await runHere([replace('r', { path, regexp: /a/, replace: 'aa' })]);
  expect(outcomes['r']).toContain('would be changed again by every run');
  expect(await readFile(path, 'utf8')).toBe('a\n');
});

it('is refused for a file that is not there', async () => {
  const { outcomes } = await runHere([replace('r', { path: join(root, 'f'), regexp: /a/ })]);
  expect(outcomes['r']).toContain('There is no file');
});

it('shows nothing of a secret', async () => {
  const path = join(root, 'f');
  await writeFile(path, 'old');
  const run = await runHere([replace('r', { path, regexp: /old/, replace: new Secret('s3cret') })]);
  expect(JSON.stringify(run.events)).not.toContain('s3cret');
  expect(await readFile(path, 'utf8')).toBe('s3cret');
});
