import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { lines, sh } from '../../../src/core/sh.ts';
import { lockLoop } from '../../../src/modules/shared/lock-loop.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { shells } from '../../support/shells.ts';

describe.each(shells)('a package manager that is locked, in %s', (shell) => {
  const [program = '', ...args] = shell.split(' ');
  const called = async (once: ReturnType<typeof sh>, limitMs: number) => {
    const script = lines([
      sh`once() { ${once}; }`,
      lockLoop(sh`200:* | *'in use'*`, limitMs),
      sh`call a b; echo $?`,
    ]);
    return promisify(execFile)(program, [...args, '-c', script.text], { cwd: await scratchDirectory() });
  };

  it('is asked again until it is free', async () => {
    const once = sh`echo "$*" >>asked; [ "$(wc -l <asked)" -gt 1 ] && { echo done; return 0; }; echo in use >&2; return 1`;
    expect(await called(once, 10_000)).toEqual({ stdout: 'done\n0\n', stderr: '' });
  });

  it('is asked no more when the time is over', async () => {
    expect(await called(sh`echo locked >&2; return 200`, 0)).toEqual({ stdout: '200\n', stderr: 'locked\n' });
  });

  it('fails at once for another reason', async () => {
    expect(await called(sh`echo broken >&2; return 3`, 60_000)).toEqual({
      stdout: '3\n',
      stderr: 'broken\n',
    });
  });
});
