import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import { script } from '../../src/modules/script.ts';
import { runHere } from '../support/local-host.ts';

const name = "-it's $a script.sh";
let root = '';
let directory = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-script-'));
  directory = join(root, 'out of\nhere');
  await mkdir(directory);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const shells = ['dash', 'bash', 'mksh', 'busybox sh'];

describe.each(shells)('in %s', (shell) => {
  it.each([
    ['its first line', '#!/bin/bash\na=("$@"); printf "%s|" "${#a[@]}" "${a[@]}" >out\n', undefined],
    ['the shell', 'printf "%s|" $# "$@" >out\n', undefined],
    ['what is named', '#!/nowhere\nprintf "%s|" $# "$@" >out\n', 'sh'],
  ])('is run by %s, with its arguments, and does not stay', async (_, text, executable) => {
    await writeFile(join(root, name), `${text}echo "$WORD"; printf '%s\\n' "$0"; cat\n`);
    const run = script('s', {
      src: name,
      args: ["it's", '', '-x *'],
      directory,
      environment: { WORD: 'w' },
      ...(executable === undefined ? {} : { executable }),
    });
    let said = '';
    const seen = assert('seen', ({ state }) => {
      said = state(run).stdout;
      return { that: said.startsWith('w\n'), message: said };
    });
    const { outcomes } = await runHere([run, seen], { shell, directory: root });
    expect(outcomes).toEqual({ s: 'changed', seen: 'ok' });
    expect(await readFile(join(directory, 'out'), 'utf8')).toBe("3|it's||-x *|");
    const [, path = ''] = said.split('\n');
    expect(path.endsWith(`/${name}`)).toBe(true);
    await expect(readdir(path.slice(0, -name.length))).rejects.toThrow('ENOENT');
  });

  it('fails with what it said, and its code', async () => {
    await writeFile(join(root, name), 'echo why >&2; exit 4\n');
    const { outcomes } = await runHere([script('s', { src: name })], { shell, directory: root });
    expect(outcomes['s']).toBe('failed: why (exit code 4)');
  });

  it('is run when it is long too', async () => {
    await writeFile(join(root, name), `echo yes\nexit 0\n${'# padding\n'.repeat(40_000)}`);
    const run = script('s', { src: name });
    const seen = assert('seen', ({ state }) => ({
      that: state(run).stdout === 'yes\n',
      message: state(run).stdout,
    }));
    const { outcomes } = await runHere([run, seen], { shell, directory: root });
    expect(outcomes).toEqual({ s: 'changed', seen: 'ok' });
  });
});

describe('a script', () => {
  it('is not run by a check, which says what would run', async () => {
    await writeFile(join(root, 's.sh'), 'echo >out\n');
    const { result } = await runHere([script('s', { src: 's.sh', args: ['a'], directory })], {
      check: true,
      directory: root,
    });
    expect(result.hosts[0]?.tasks[0]?.outcome).toEqual({
      is: 'changed',
      changes: [{ summary: 'run s.sh a' }],
    });
    expect(await readdir(directory)).toEqual([]);
  });

  it('is run or not as its conditions say, and taken back', async () => {
    await writeFile(join(root, 's.sh'), 'echo >made\n');
    const given = { src: 's.sh', directory, undo: sh`rm made; echo >undone` };
    const needless = script('needless', { ...given, creates: directory });
    const bad = assert('bad', { that: false, message: 'm' });
    const { outcomes } = await runHere([transaction('t', [needless, script('s', given), bad])], {
      directory: root,
    });
    expect(outcomes).toMatchObject({ needless: 'ok', s: 'changed' });
    expect(await readdir(directory)).toEqual(['undone']);
  });

  it('that is not there is said to be missing', async () => {
    const { outcomes } = await runHere([script('s', { src: 'gone.sh' })], { directory: root });
    expect(outcomes['s']).toContain('gone.sh cannot be read on the controller');
  });
});
