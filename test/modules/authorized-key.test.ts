import { execFileSync } from 'node:child_process';
import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import { keysText, withOptions } from '../../src/modules/authorized-key/keys-text.ts';
import { authorizedKey } from '../../src/modules/authorized-key.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { shells } from '../support/shells.ts';

const { spec } = authorizedKey;
const [ada, bob, eve] = ['AAAAada', 'AAAAbob', 'AAAAeve'].map((bits) => `ssh-ed25519 ${bits}`) as [
  string,
  string,
  string,
];

describe('a list of keys', () => {
  it.each<[string, readonly string[], object, string, string]>([
    ['', [ada], {}, `${ada}\n`, '1 key added'],
    [`# c\n${bob} bob`, [ada], {}, `# c\n${bob} bob\n${ada}\n`, '1 key added'],
    [`${ada} old\n`, [`no-pty ${ada} ada`], {}, `no-pty ${ada} ada\n`, 'a key changed'],
    [`${ada}\n${bob}\n${ada}\n`, [ada], {}, `${ada}\n${bob}\n`, '1 key removed'],
    [
      `# c\n${bob}\n${eve}\n`,
      [ada, bob],
      { exclusive: true },
      `# c\n${bob}\n${ada}\n`,
      '1 key added, 1 key removed',
    ],
    [
      `command="echo ${ada}" ${bob}\n`,
      [ada],
      { state: 'absent' },
      `command="echo ${ada}" ${bob}\n`,
      'a key changed',
    ],
    [`${ada}\n${bob}\n`, [ada, bob], { state: 'absent' }, '', '2 keys removed'],
  ])('%j with %j, %j, is %j', (before, keys, more, after, words) => {
    const wish = { keys, state: 'present', exclusive: false, ...more } as const;
    expect(keysText(before, wish)).toEqual({ text: after, words });
    expect(keysText(after, wish).text).toBe(after);
  });

  it.each([
    [`${ada} ada`, 'no-pty', `no-pty ${ada} ada`],
    [`restrict,command="echo ${bob}" ${ada}`, 'from="a b"', `from="a b" ${ada}`],
  ])('%j with the options of all is %j', (line, options, text) => {
    expect(withOptions(line, options)).toBe(text);
  });
});

it.each([
  [{ key: 'no key' }, 'key: is not a public key'],
  [{ key: [] }, 'key: '],
  [{ key: `${ada}\n${bob}` }, 'key: must be one line'],
  [{ key: ada, user: 'a:b' }, 'user: is not a name'],
  [{ key: ada, path: '.ssh/keys' }, 'path: must be an absolute path'],
  [{ key: ada, keyOptions: 'no-pty ' }, 'keyOptions: must be one line'],
  [{ key: ada, keyOptions: 'no-pty from="a"' }, 'keyOptions: must be options'],
  [{ key: ada, keyOptions: 'from="a' }, 'keyOptions: must be options'],
])('%j is refused', (given, says) => {
  expect(() => authorizedKey('k', { user: 'deploy', ...given })).toThrow(says);
});

describe('the plan for keys', () => {
  const there = { is: 'keys', path: '/k/keys', text: '', mode: undefined, directory: 'missing' } as const;
  const wish = { user: 'deploy', keys: [ada], state: 'present' as const, exclusive: false, manageDir: true };

  it('says what becomes of the file', () => {
    const [change] = spec.plan(there, wish);
    expect(change && spec.describe(change, wish, there)).toEqual({
      summary: '1 key added',
      diff: { path: '/k/keys', before: '', after: `${ada}\n` },
    });
  });

  it('has nothing to take away where nobody is, and something to add where somebody will be', () => {
    const planned = (state: 'present' | 'absent', is: 'no-user' | 'coming') =>
      spec.plan({ is }, { ...wish, state });
    expect(planned('absent', 'no-user')).toEqual([]);
    expect(planned('present', 'coming')).toEqual([{ is: 'write', after: undefined, words: 'keys added' }]);
    expect(() => planned('present', 'no-user')).toThrow('There is no user deploy');
  });

  it('makes no directory that it should not make', () => {
    expect(() => spec.plan(there, { ...wish, manageDir: false })).toThrow('The directory /k is not there');
  });
});

const user = execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();

describe.each(shells)('a file of keys, by %s', (shell) => {
  it('is made with its directory, kept, changed and put back', async () => {
    const path = join(await scratchDirectory(), "-it's a folder/keys");
    const task = authorizedKey('keys', {
      user,
      path,
      key: [`${ada} ada`, bob],
      keyOptions: 'from="a b",no-pty',
    });
    const fails = assert('fails', { that: false, message: 'no' });
    const text = `from="a b",no-pty ${ada} ada\nfrom="a b",no-pty ${bob}\n`;
    await runHere([transaction('t', [task, fails])], { shell });
    await expect(stat(join(path, '..'))).rejects.toThrow('ENOENT');
    expect((await runHere([task], { shell, check: true })).outcomes).toEqual({ keys: 'changed' });
    expect((await runHere([task], { shell })).outcomes).toEqual({ keys: 'changed' });
    expect((await runHere([task], { shell })).outcomes).toEqual({ keys: 'ok' });
    expect(await readFile(path, 'utf8')).toBe(text);
    const modes = await Promise.all([join(path, '..'), path].map((one) => stat(one)));
    expect(modes.map(({ mode }) => mode % 0o1000)).toEqual([0o700, 0o600]);
    const only = authorizedKey('only', { user, path, key: eve, exclusive: true });
    await runHere([transaction('t', [only, fails])], { shell });
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('keeps the lines of others byte for byte', async () => {
    const path = join(await scratchDirectory(), 'keys');
    const other = Buffer.from(`command="/opt/caf\xe9" ${bob}\n`, 'latin1');
    await writeFile(path, other);
    const task = authorizedKey('keys', { user, path, key: ada });
    expect((await runHere([task], { shell })).outcomes).toEqual({ keys: 'changed' });
    expect((await runHere([task], { shell })).outcomes).toEqual({ keys: 'ok' });
    expect(await readFile(path)).toEqual(Buffer.concat([other, Buffer.from(`${ada}\n`)]));
  });

  it('is not written where a link leads', async () => {
    const directory = await scratchDirectory();
    await mkdir(join(directory, 'real'));
    await writeFile(join(directory, 'real/keys'), '');
    await symlink('real', join(directory, 'link'));
    const path = join(directory, 'link/keys');
    const { outcomes } = await runHere([authorizedKey('keys', { user, path, key: ada })], { shell });
    expect(outcomes['keys']).toBe(`failed: ${path} is reached by a link`);
  });
});
