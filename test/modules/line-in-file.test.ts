import { lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { Secret } from '../../src/core/secret.ts';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { copy } from '../../src/modules/copy.ts';
import { lineInFile } from '../../src/modules/line-in-file.ts';
import { editedBy } from '../support/edited-by.ts';
import { runHere } from '../support/local-host.ts';
import { shells } from '../support/shells.ts';

type Given = Omit<z.input<typeof lineInFile.spec.params>, 'path'>;

const edited = (text: string, given: Given) => editedBy(lineInFile.spec, text, given);

describe('parameters', () => {
  it.each<[Given, string]>([
    [{}, 'state present needs a line'],
    [{ state: 'absent' }, 'state absent needs a line, regexp or searchString'],
    [{ line: 'a\nb' }, 'line: must be one line'],
    [{ line: 'a', regexp: '(' }, 'regexp: Invalid regular expression'],
    [{ line: 'a', regexp: 'a', searchString: 'a' }, 'give regexp or searchString'],
    [{ line: 'a', backrefs: true }, 'backrefs needs a regexp'],
    [{ line: 'a', insertAfter: 'a', insertBefore: 'b' }, 'give insertAfter or insertBefore'],
  ])('%j is refused', (given, message) => {
    expect(() => lineInFile('l', { path: '/f', ...given })).toThrow(message);
  });
});

describe('the text', () => {
  it.each<[string, string, Given, string]>([
    ['gets a line', 'a\n', { line: 'b' }, 'a\nb\n'],
    ['gets the first line', '', { line: 'b' }, 'b\n'],
    ['is never glued to the new line', 'a', { line: 'b' }, 'a\nb\n'],
    ['stays when the line is there, though cut off', 'a\nb', { line: 'b' }, 'a\nb'],
    ['gets a line that ends as the others', 'a\r\n', { line: 'b' }, 'a\r\nb\r\n'],
    ['keeps the end of the line that is replaced', 'a\r\nc\n', { line: 'b', regexp: /^a$/ }, 'b\r\nc\n'],
    ['has the last match replaced', 'x1\ny\nx2\n', { line: 'z', regexp: /^x/ }, 'x1\ny\nz\n'],
    [
      'has the first match replaced',
      'x1\ny\nx2\n',
      { line: 'z', regexp: /^x/, firstMatch: true },
      'z\ny\nx2\n',
    ],
    ['has the line replaced that holds a text', 'a.c\nabc\n', { line: 'z', searchString: 'a.c' }, 'z\nabc\n'],
    ['gets a line where no match is', 'a\n', { line: 'z', regexp: /^x/ }, 'a\nz\n'],
    ['stays where no match is but the line', 'z\na\n', { line: 'z', regexp: /^x/ }, 'z\na\n'],
    [
      'has groups put into the line',
      'Port 22\n',
      { line: '$1=$2', regexp: /^(\w+) (\d+)/, backrefs: true },
      'Port=22\n',
    ],
    ['stays with backrefs where no match is', 'a\n', { line: '$1', regexp: /^(x)/, backrefs: true }, 'a\n'],
    ['keeps dollar signs without backrefs', 'x\n', { line: '$& $1', regexp: /x/ }, '$& $1\n'],
    ['gets it behind the last anchor', 'a1\na2\nb\n', { line: 'z', insertAfter: /^a/ }, 'a1\na2\nz\nb\n'],
    [
      'gets it behind the first anchor',
      'a1\na2\n',
      { line: 'z', insertAfter: /^a/, firstMatch: true },
      'a1\nz\na2\n',
    ],
    ['gets it before the last anchor', 'a1\na2\n', { line: 'z', insertBefore: /^a/ }, 'a1\nz\na2\n'],
    ['gets it at the beginning', '\uFEFFa\n', { line: 'z', insertBefore: 'BOF' }, '\uFEFFz\na\n'],
    ['gets it at the end', 'EOF\na\n', { line: 'z', insertAfter: 'EOF' }, 'EOF\na\nz\n'],
    ['gets it at the end where no anchor is', 'a\n', { line: 'z', insertAfter: /x/ }, 'a\nz\n'],
    ['loses every match', 'x1\na\nx2', { state: 'absent', regexp: /^x/ }, 'a\n'],
    ['loses every such line', 'x\nxx\nx\r\n', { state: 'absent', line: 'x' }, 'xx\n'],
    ['loses lines that hold a text', 'a.c\nabc\n', { state: 'absent', searchString: '.' }, 'abc\n'],
    ['keeps its blank lines', '\n\na\n\n', { line: 'b' }, '\n\na\n\nb\n'],
    ['has a global expression start anew at each line', 'x\nx\n', { line: 'y', regexp: /x/g }, 'x\ny\n'],
  ])('%s', async (_, before, given, after) => {
    expect((await edited(before, given)).text).toBe(after);
  });

  it('holds the line once it was put in, and all other lines in their order', async () => {
    const line = fc.stringMatching(/^[a-c]{0,2}$/);
    const texts = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n'))).map((all) => all.flat().join(''));
    await fc.assert(
      fc.asyncProperty(texts, line, line, async (text, wanted, anchor) => {
        const given = { line: wanted, insertAfter: new RegExp(`^${anchor}$`) };
        const { text: after } = await edited(text, given);
        expect((await edited(after, given)).text).toBe(after);
        const [old, now] = [text, after].map((one) => one.split(/\r?\n/).slice(0, -1));
        const isThere = old?.includes(wanted);
        const at = now?.lastIndexOf(wanted) ?? -1;
        expect(at).not.toBe(-1);
        if (isThere) expect(after).toBe(text);
        else expect(now?.toSpliced(at, 1)).toEqual(old);
      }),
    );
  });

  it('that every run would change again is refused', async () => {
    const root = await mkdtemp(join(tmpdir(), 'drover-line-'));
    await writeFile(join(root, 'f'), 'a\n');
    const task = lineInFile('l', { path: join(root, 'f'), line: 'a$1', regexp: /^a(.*)$/, backrefs: true });
    expect((await runHere([task])).outcomes['l']).toBe('ok');
    const endless = lineInFile('l', {
      path: join(root, 'f'),
      line: '$1b',
      regexp: /^(a.*)$/,
      backrefs: true,
    });
    expect((await runHere([endless])).outcomes['l']).toContain('would be changed again by every run');
    await rm(root, { recursive: true });
  });
});

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-line-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe.each(shells)('in %s', (shell) => {
  it('is predicted, made and kept, task by task in one file', async () => {
    const path = join(root, "it's");
    await writeFile(path, 'PermitRootLogin yes\nPort 22\n');
    const tasks = () => [
      lineInFile('root', { path, regexp: /^PermitRootLogin /, line: 'PermitRootLogin no' }),
      lineInFile('port', { path, regexp: /^Port /, line: 'Port 2222', mode: '0600' }),
      lineInFile('new', { path, line: 'it\'s $(x) `y` \\n "' }),
    ];
    const check = await runHere(tasks(), { shell, check: true });
    expect(check.outcomes).toEqual({ root: 'changed', port: 'changed', new: 'changed' });
    expect(await readFile(path, 'utf8')).toBe('PermitRootLogin yes\nPort 22\n');
    expect((await runHere(tasks(), { shell })).outcomes).toEqual(check.outcomes);
    expect((await runHere(tasks(), { shell })).outcomes).toEqual({ root: 'ok', port: 'ok', new: 'ok' });
    expect(await readFile(path, 'utf8')).toBe('PermitRootLogin no\nPort 2222\nit\'s $(x) `y` \\n "\n');
    expect((await lstat(path)).mode & 0o777).toBe(0o600);
  });

  it('does not put a text in place that its check refuses', async () => {
    const path = join(root, 'f');
    await writeFile(path, 'good\n');
    const task = lineInFile('l', { path, line: 'bad', validate: (text) => sh`! grep -q bad ${text}` });
    expect((await runHere([task], { shell })).outcomes['l']).toMatch(/refused by its check/);
    expect([await readFile(path, 'utf8'), await readdir(root)]).toEqual(['good\n', ['f']]);
  });

  it('takes changes of one file back together', async () => {
    const path = join(root, 'f');
    await writeFile(path, 'a\n');
    const tasks = [
      lineInFile('one', { path, line: 'b' }),
      lineInFile('two', { path, line: 'c' }),
      lineInFile('new', { path: join(root, 'g'), line: 'c', create: true }),
      copy('bad', { path: root, content: '' }),
    ];
    await runHere([transaction('t', tasks)], { shell });
    expect([await readFile(path, 'utf8'), await readdir(root)]).toEqual(['a\n', ['f']]);
  });
});

describe('a file', () => {
  it('that is not there is made on request only', async () => {
    const path = join(root, 'f');
    const make = (create: boolean) => [lineInFile('l', { path, line: 'a', create })];
    expect((await runHere(make(false))).outcomes['l']).toBe(`failed: There is no file ${path}`);
    expect((await runHere(make(true))).outcomes['l']).toBe('changed');
    expect(await readFile(path, 'utf8')).toBe('a\n');
  });

  it('shows nothing of a secret', async () => {
    const path = join(root, 'f');
    await writeFile(path, 'password=old\n');
    const run = await runHere([
      lineInFile('l', { path, regexp: /^password=/, line: new Secret('password=n3w') }),
    ]);
    expect(JSON.stringify(run.events)).not.toMatch(/old|n3w/);
    expect(await readFile(path, 'utf8')).toBe('password=n3w\n');
  });
});
