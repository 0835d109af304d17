import { execFileSync } from 'node:child_process';
import { lstat, mkdtemp, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Shell } from '../../../src/core/sh.ts';
import { keepFile, putBack } from '../../../src/modules/shared/keep-file.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-keep-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  function run({ text }: Shell, keep = join(root, 'keep')): void {
    const [program = 'sh', ...args] = shell.split(' ');
    execFileSync(program, [...args, '-c', text], { env: { ...process.env, DROVER_KEEP: keep } });
  }

  it('puts back what was there before the first change', async () => {
    const path = join(root, "it's $x\n");
    await writeFile(path, 'one');
    run(keepFile(path));
    await writeFile(path, 'two');
    run(keepFile(path));
    run(putBack(path));
    expect(await readFile(path, 'utf8')).toBe('one');
  });

  it('puts back that nothing was there, whatever was kept later', async () => {
    const path = join(root, 'f');
    run(keepFile(path));
    await writeFile(path, 'one');
    run(keepFile(path));
    run(putBack(path));
    await expect(lstat(path)).rejects.toThrow('ENOENT');
  });

  it('puts back a link that points nowhere', async () => {
    const path = join(root, 'l');
    await symlink('/nowhere', path);
    run(keepFile(path));
    await unlink(path);
    await writeFile(path, 'file');
    run(keepFile(path));
    run(putBack(path));
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
  });

  it('leaves alone what it never saw', async () => {
    const path = join(root, 'f');
    await writeFile(path, 'precious');
    run(putBack(path));
    expect(await readFile(path, 'utf8')).toBe('precious');
  });

  it('keeps nothing outside a transaction', async () => {
    const path = join(root, 'f');
    await writeFile(path, 'one');
    run(keepFile(path), '');
    await writeFile(path, 'two');
    run(putBack(path), '');
    expect(await readFile(path, 'utf8')).toBe('two');
  });
});
