import { chmod, lstat, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { Secret } from '../../src/core/secret.ts';
import { transaction } from '../../src/core/task.ts';
import { copy } from '../../src/modules/copy.ts';
import { iniFile } from '../../src/modules/ini-file.ts';
import { editedBy } from '../support/edited-by.ts';
import { runHere } from '../support/local-host.ts';
import { shells } from '../support/shells.ts';

type Given = Omit<z.input<typeof iniFile.spec.params>, 'path'>;

const edited = (text: string, given: Given) => editedBy(iniFile.spec, text, given);

describe('parameters', () => {
  it.each([
    [{}, 'give a section, an option or both'],
    [{ option: 'a' }, 'needs a value'],
    [{ section: 'a]' }, 'section: is not the name of a section'],
    [{ option: 'a=b', value: '1' }, 'option: is not the name of an option'],
    [{ option: '[a', value: '1' }, 'option: is not the name of an option'],
    [{ option: 'a', value: 'x\ny' }, 'value: must be one line'],
    [{ option: 'a', value: ' x' }, 'cannot begin or end with a blank'],
    [{ option: 'a', value: '1', values: ['2'] }, 'give value or values'],
    [{ option: 'a', options: { b: '1' } }, 'give option or options'],
    [{ options: { b: '1' }, state: 'absent' }, 'leave out state'],
    [{ section: 's', value: '1' }, 'a value needs an option'],
  ])('%j is refused', (given, message) => {
    const params = { path: '/f', ...given };
    // The type refuses some of these already.
    expect(() => iniFile('i', params as Parameters<typeof iniFile>[1])).toThrow(message);
  });
});

describe('the text', () => {
  const odbc = '[ODBC]\r\nTrace=0\r\n\r\n; of the portal\r\n[PORTAL]\r\nPort=1972\r\nUnknown Key=x=y\r\n';

  it.each<[string, string, Given, string]>([
    [
      'keeps CRLF, unknown keys, comments and blanks',
      odbc,
      { section: 'PORTAL', option: 'Port', value: '1973' },
      odbc.replace('1972', '1973'),
    ],
    [
      'gets a new option behind the last of its section, joined as the others',
      odbc,
      { section: 'ODBC', option: 'TraceFile', value: '/t' },
      odbc.replace('Trace=0\r\n', 'Trace=0\r\nTraceFile=/t\r\n'),
    ],
    [
      'gets a new section',
      '[a]\nx = 1',
      { section: 'b', options: { y: '2', z: '3' } },
      '[a]\nx = 1\n[b]\ny = 2\nz = 3\n',
    ],
    ['is made of nothing', '', { section: 'b', option: 'y', value: '2' }, '[b]\ny = 2\n'],
    ['is made of nothing, without blanks', '', { option: 'y', value: '2', noExtraSpaces: true }, 'y=2\n'],
    [
      'stays when blanks are all that differs',
      '[a]\nx  =1 \n',
      { section: 'a', option: 'x', value: '1', noExtraSpaces: true },
      '[a]\nx  =1 \n',
    ],
    [
      'keeps capital letters',
      '[Local]\n  Ssl: no\n  SSL_Mode =0\n',
      { section: 'LOCAL', option: 'ssl_mode', value: '1', ignoreCase: true },
      '[Local]\n  Ssl: no\n  SSL_Mode =1\n',
    ],
    [
      'does not mix up letters when they count',
      '[a]\nX=0\n',
      { section: 'a', option: 'x', value: '1' },
      '[a]\nX=0\nx=1\n',
    ],
    [
      'has a comment put to use where no line is',
      '[a]\n# x = 0\n',
      { section: 'a', option: 'x', value: '1' },
      '[a]\nx = 1\n',
    ],
    [
      'keeps a comment where a line is',
      '[a]\n#x = 0\nx = 2\n',
      { section: 'a', option: 'x', value: '1' },
      '[a]\n#x = 0\nx = 1\n',
    ],
    [
      'keeps a comment when told to',
      '[a]\n#x=0\n',
      { section: 'a', option: 'x', value: '1', modifyInactive: false },
      '[a]\nx = 1\n#x=0\n',
    ],
    ['loses further lines of the option', 'x=1\ny=2\nx=3\n', { option: 'x', value: '3' }, 'y=2\nx=3\n'],
    [
      'keeps further lines when not exclusive',
      'x=1\n',
      { option: 'x', value: '3', exclusive: false },
      'x=1\nx=3\n',
    ],
    [
      'has several values',
      '[a]\nx=1\n[b]\n',
      { section: 'a', option: 'x', values: ['2', '3'] },
      '[a]\nx=2\nx=3\n[b]\n',
    ],
    [
      'has an option without a value',
      '[a]\n',
      { section: 'a', option: 'skip', allowNoValue: true },
      '[a]\nskip\n',
    ],
    ['loses an option', '[a]\nx=1\n#x=2\n', { section: 'a', option: 'x', state: 'absent' }, '[a]\n#x=2\n'],
    [
      'loses one value of several',
      'x=1\nx=2\n',
      { option: 'x', value: '1', exclusive: false, state: 'absent' },
      'x=2\n',
    ],
    ['loses a section', '[a]\nx=1\n[b]\ny=1\n', { section: 'a', state: 'absent' }, '[b]\ny=1\n'],
    [
      'has several options set, and one gone',
      '[a]\nx=1\nold=1\n',
      { section: 'a', options: { x: '2', old: null, y: '' } },
      '[a]\nx=2\ny=\n',
    ],
    [
      'keeps its byte order mark',
      '\uFEFF[a]\nx=1\n',
      { section: 'a', option: 'x', value: '2' },
      '\uFEFF[a]\nx=2\n',
    ],
    [
      'has its section found with blanks in it',
      '[ a ]\nx=1\n',
      { section: 'a', option: 'x', value: '2' },
      '[ a ]\nx=2\n',
    ],
    [
      'does not take [ab] for [a]',
      '[ab]\nx=1\n',
      { section: 'a', option: 'x', value: '2' },
      '[ab]\nx=1\n[a]\nx=2\n',
    ],
    ['has options before the first section', '[a]\nx=1\n', { option: 'x', value: '2' }, 'x=2\n[a]\nx=1\n'],
    [
      'has a dollar sign and a backslash in a value',
      '[a]\nx=1\n',
      { section: 'a', option: 'x', value: '$& \\1' },
      '[a]\nx=$& \\1\n',
    ],
  ])('%s', async (_, before, given, after) => {
    expect((await edited(before, given)).text).toBe(after);
    expect((await edited(after, given)).text).toBe(after);
  });

  it.each<[string, Given, string]>([
    ['', { section: 'a', options: { x: '1', y: '2' } }, 'section a added with x, y added'],
    [
      '[a]\nx=1\nz=1\n',
      { section: 'a', options: { x: '2', y: '2', z: null } },
      'x changed, y added, z removed',
    ],
    ['x=1\nx=1\n', { option: 'x', value: '1' }, '1 more of x removed'],
    ['[a]\n', { section: 'a', state: 'absent' }, 'section a removed'],
  ])('%j and %j in words', async (text, given, words) => {
    expect((await edited(text, given)).words).toBe(words);
  });
});

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-ini-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe.each(shells)('in %s', (shell) => {
  it.each(['plain.ini', "it's $(x) `y`.ini", 'two\nlines', '-n', 'end\n'])(
    'is predicted, made, kept and repaired in %j',
    async (name) => {
      const path = join(root, name);
      const tasks = () => [iniFile('i', { path, section: 'LOCAL', options: { SSL: '1', Port: '1972' } })];
      const run = async (check = false) => (await runHere(tasks(), { shell, check })).outcomes['i'];
      expect(await run(true)).toBe('changed');
      expect(await readdir(root)).toEqual([]);
      expect([await run(), await run(), await run(true)]).toEqual(['changed', 'ok', 'ok']);
      expect(await readFile(path, 'utf8')).toBe('[LOCAL]\nSSL = 1\nPort = 1972\n');
      await writeFile(path, '[LOCAL]\r\nPort=1\r\n');
      expect([await run(), await run()]).toEqual(['changed', 'ok']);
      expect(await readFile(path, 'utf8')).toBe('[LOCAL]\r\nPort=1972\r\nSSL=1\r\n');
    },
    20_000,
  );

  it('keeps every byte of an older encoding, a mark, and characters', async () => {
    const bytes = Buffer.concat([
      Buffer.from('[a]\nn=M'),
      Buffer.from([0xfc, 0xe9]),
      Buffer.from('ller ü 😀\nx=1\n'),
    ]);
    const [old, marked] = [join(root, 'old'), join(root, 'marked')];
    await writeFile(old, bytes);
    await writeFile(marked, '\uFEFF[a]\nx=ü\n');
    const tasks = [old, marked].map((path) => iniFile(path, { path, section: 'a', option: 'x', value: 'ö' }));
    expect(Object.values((await runHere(tasks, { shell })).outcomes)).toEqual(['changed', 'changed']);
    expect(Object.values((await runHere(tasks, { shell })).outcomes)).toEqual(['ok', 'ok']);
    expect(await readFile(old)).toEqual(Buffer.concat([bytes.subarray(0, -2), Buffer.from('ö\n')]));
    expect(await readFile(marked, 'utf8')).toBe('\uFEFF[a]\nx=ö\n');
  });

  it('takes everything back, a backup too, when a later task fails', async () => {
    const path = join(root, 'f');
    await writeFile(path, '[a]\nx=1\n');
    await chmod(path, 0o640);
    const { mtimeMs } = await lstat(path);
    const change = (name: string, value: string) =>
      iniFile(name, { path, section: 'a', option: 'x', value, backup: true, mode: '0600' });
    await runHere(
      [transaction('t', [change('one', '2'), change('two', '3'), copy('bad', { path: root, content: '' })])],
      { shell },
    );
    expect(await readFile(path, 'utf8')).toBe('[a]\nx=1\n');
    expect(await lstat(path)).toMatchObject({ mode: 0o100640, mtimeMs });
    expect(await readdir(root)).toEqual(['f']);
  });
});

describe('a file', () => {
  it('is kept beside the new one with its mode, on request', async () => {
    const path = join(root, 'f');
    await writeFile(path, 'x=1\n');
    await chmod(path, 0o640);
    await runHere([iniFile('i', { path, option: 'x', value: '2', backup: true })]);
    const [name, backup = ''] = (await readdir(root)).sort();
    expect([name, backup]).toEqual([
      'f',
      expect.stringMatching(/^f\.[0-9a-f]{8}\.\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d~$/),
    ]);
    expect(await readFile(join(root, backup), 'utf8')).toBe('x=1\n');
    expect((await lstat(join(root, backup))).mode).toBe(0o100640);
  });

  it('is reached through a link, which stays', async () => {
    const [path, link] = [join(root, 'f'), join(root, 'link')];
    await writeFile(path, 'x=1\n');
    await symlink('f', link);
    await runHere([iniFile('i', { path: link, option: 'x', value: '2' })]);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('x=2\n');
  });

  it('shows nothing when a Secret is put into it', async () => {
    const path = join(root, 'f');
    await writeFile(path, 'old-s3cret=1\n');
    const tasks = [iniFile('i', { path, options: { Password: new Secret('s3cret'), User: 'u' } })];
    const { events, outcomes } = await runHere(tasks);
    expect(outcomes).toEqual({ i: 'changed' });
    expect(JSON.stringify(events)).not.toContain('s3cret');
    expect(await readFile(path, 'utf8')).toBe('old-s3cret=1\nPassword=s3cret\nUser=u\n');
  });

  it.each([
    ['a directory', async () => root, 'is a directory'],
    ['binary', async (path: string) => (await writeFile(path, 'a\0b'), path), 'is not a text'],
    [
      'long',
      async (path: string) => (await writeFile(path, 'x'.repeat(1024 * 1024 + 1)), path),
      'longer than 1 MiB',
    ],
    ['not there, nor its directory', async (path: string) => join(path, 'x'), 'is not there'],
  ])('is refused: %s', async (_, make, message) => {
    const path = await make(join(root, 'f'));
    const { outcomes } = await runHere([iniFile('i', { path, option: 'x', value: '2' })]);
    expect(outcomes['i']).toMatch(/^failed: /);
    expect(outcomes['i']).toContain(message);
  });

  it('that is not there has no option to lose', async () => {
    const tasks = [iniFile('i', { path: join(root, 'f'), option: 'x', state: 'absent' })];
    expect((await runHere(tasks)).outcomes).toEqual({ i: 'ok' });
  });
});
