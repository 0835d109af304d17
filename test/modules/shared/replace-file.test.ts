import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ReplaceOptions, replaceFile } from '../../../src/modules/shared/replace-file.ts';
import { prelude } from '../../../src/session/prelude.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { shells } from '../../support/shells.ts';

const text = 'text\n';
const usual = { permissions: {}, was: undefined, text, bytes: text.length };

/** What a script prints, with the new file of `$path` in it. */
function run(shell: string, script: string) {
  const [program = 'sh', ...args] = shell.split(' ');
  return spawnSync(program, [...args, '-c', `${prelude}\n${script}`], { encoding: 'utf8' });
}

describe.each(shells)('a file that is replaced by %s', (shell) => {
  const replace = (path: string, options: Partial<ReplaceOptions> = {}) =>
    run(shell, replaceFile(path, { ...usual, ...options }).text);
  const modeOf = async (path: string) => ((await stat(path)).mode & 0o7777).toString(8).padStart(4, '0');

  it.each([
    ['is asked for', { permissions: { mode: '0644' } }, '0644'],
    ['is asked for, and private', { permissions: { mode: '0640' } }, '0640'],
    ['is asked for, of a program', { permissions: { mode: '0755' } }, '0755'],
    ['was there', { was: '0600' }, '0600'],
    ['nobody asks for: the list of the directory decides', {}, '0664'],
  ])('in a directory with a default access control list has the mode that %s', async (_, options, mode) => {
    const directory = await scratchDirectory();
    execFileSync('setfacl', ['-d', '-m', 'u::rwx,g::rwx,o::r-x', directory]);
    const path = join(directory, 'file');
    await writeFile(path, 'before\n');
    await chmod(path, 0o600);
    expect(replace(path, options)).toMatchObject({ status: 0, stderr: '' });
    expect(await modeOf(path)).toBe(mode);
  });

  it('has another name while it is written, where its usual one is taken', async () => {
    const path = join(await scratchDirectory(), 'file');
    const [first = '', ...rest] = replaceFile(path, usual).text.split('\n');
    const taken = `: >${join(path, '..')}/.drover.$$`;
    expect(run(shell, [first, taken, ...rest].join('\n'))).toMatchObject({ status: 0, stderr: '' });
    expect(await modeOf(path)).toBe('0644');
  });

  it.skipIf(process.getuid?.() !== 0)('leaves nothing behind on a full disk, and says so', async () => {
    const directory = await scratchDirectory();
    await mkdir(join(directory, 'small'));
    const full = replaceFile(join(directory, 'small/file'), { ...usual, text: 'x'.repeat(200_000) }).text;
    await writeFile(join(directory, 'script'), `${prelude}\n${full}`);
    const mounted = 'mount -t tmpfs -o size=64k none small && { $0 script; ls -A small; }';
    const { stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', mounted, shell], {
      cwd: directory,
      encoding: 'utf8',
    });
    expect([stdout, stderr]).toEqual([
      '',
      expect.stringContaining('could not be written whole: is the disk full?'),
    ]);
  });
});
