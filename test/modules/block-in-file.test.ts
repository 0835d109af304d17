import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { Secret } from '../../src/core/secret.ts';
import { blockInFile } from '../../src/modules/block-in-file.ts';
import { editedBy } from '../support/edited-by.ts';
import { runHere } from '../support/local-host.ts';
import { shells } from '../support/shells.ts';

type Given = Omit<z.input<typeof blockInFile.spec.params>, 'path'>;

const edited = (text: string, given: Given) => editedBy(blockInFile.spec, text, given);
const begin = '# BEGIN DROVER MANAGED BLOCK\n';
const end = '# END DROVER MANAGED BLOCK\n';
const own = (lines: string) => begin + lines + end;

describe('parameters', () => {
  it.each<[Given, string]>([
    [{ marker: '# mine' }, 'marker: must hold {mark}'],
    [{ marker: '# {mark}\n' }, 'marker: must be one line'],
    [{ markerBegin: 'X', markerEnd: 'X' }, 'markerBegin and markerEnd must differ'],
    [{ insertAfter: 'a', insertBefore: 'b' }, 'give insertAfter or insertBefore'],
    [{ block: 'a\0' }, 'block: is not a text that a file can hold'],
  ])('%j is refused', (given, message) => {
    expect(() => blockInFile('b', { path: '/f', ...given })).toThrow(message);
  });
});

describe('the text', () => {
  it.each<[string, string, Given, string]>([
    ['gets a block at its end', 'a\n', { block: 'x\ny' }, `a\n${own('x\ny\n')}`],
    ['gets a block though nothing ends it', 'a', { block: 'x\n' }, `a\n${own('x\n')}`],
    ['is the block', '', { block: 'x' }, own('x\n')],
    [
      'has its block replaced where it is',
      `a\n${own('x\n')}b\n`,
      { block: 'y\n\nz', insertBefore: 'BOF' },
      `a\n${own('y\n\nz\n')}b\n`,
    ],
    ['loses its block', `a\n${own('x\n')}b`, { state: 'absent' }, 'a\nb'],
    ['loses its block when it has no lines', `a\n${own('x\n')}`, { block: '' }, 'a\n'],
    ['stays without a block', 'a', { state: 'absent' }, 'a'],
    [
      'has CRLF in the block as around it',
      'a\r\n',
      { block: 'x' },
      `a\r\n${own('x\n').replaceAll('\n', '\r\n')}`,
    ],
    ['gets it at its beginning', 'a\n', { block: 'x', insertBefore: 'BOF' }, `${own('x\n')}a\n`],
    ['gets it before a line', 'a\nb\na\n', { block: 'x', insertBefore: /^a/ }, `a\nb\n${own('x\n')}a\n`],
    ['gets it behind a line', 'a\nb\n', { block: 'x', insertAfter: /^a/ }, `a\n${own('x\n')}b\n`],
    ['gets it behind lines', 'a\nb\nc\n', { block: 'x', insertAfter: /a\nb$/m }, `a\nb\n${own('x\n')}c\n`],
    ['gets it at its end where no anchor is', 'a\n', { block: 'x', insertAfter: /^q/ }, `a\n${own('x\n')}`],
    [
      'has a block by its own markers',
      '<!-- BEGIN $& -->\nx\n<!-- END $& -->\n',
      { block: 'y', marker: '<!-- {mark} $& -->' },
      '<!-- BEGIN $& -->\ny\n<!-- END $& -->\n',
    ],
  ])('%s', async (_, before, given, after) => {
    expect((await edited(before, given)).text).toBe(after);
    expect((await edited(after, given)).text).toBe(after);
  });

  it.each([
    ['begins', `a\n${begin}x\n`],
    ['ends', `a\nx\n${end}`],
    ['is upside down', `${end}x\n${begin}`],
  ])('is refused when a block only %s', async (_, text) => {
    await expect(edited(text, { block: 'x' })).rejects.toThrow('without "# ');
  });
});

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-block-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

it.each(shells)('is predicted, made, kept and repaired in %s', async (shell) => {
  const path = join(root, 'f');
  await writeFile(path, 'a\n');
  const tasks = () => [blockInFile('b', { path, block: "it's $(x)\n\t`y` ü\n" })];
  const run = async (check = false) => (await runHere(tasks(), { shell, check })).outcomes['b'];
  expect([await run(true), await run(), await run(), await run(true)]).toEqual([
    'changed',
    'changed',
    'ok',
    'ok',
  ]);
  const text = `a\n${own("it's $(x)\n\t`y` ü\n")}`;
  expect(await readFile(path, 'utf8')).toBe(text);
  await writeFile(path, text.replace('ü', 'u'));
  expect([await run(), await readFile(path, 'utf8')]).toEqual(['changed', text]);
});

it('shows nothing of a secret', async () => {
  const path = join(root, 'f');
  const run = await runHere([blockInFile('b', { path, block: new Secret('s3cret'), create: true })]);
  expect(JSON.stringify(run.events)).not.toContain('s3cret');
  expect(await readFile(path, 'utf8')).toBe(own('s3cret\n'));
});
