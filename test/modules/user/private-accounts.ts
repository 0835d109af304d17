import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Accounts of their own, that no other process sees: a copy of /etc in a mount namespace. */
export interface PrivateAccounts extends AsyncDisposable {
  /** A shell that sees them. */
  readonly shell: string;
  readonly directory: string;
  /** The line of an account in `passwd`, `group` or `shadow`. */
  readonly line: (file: 'passwd' | 'group' | 'shadow', name: string) => Promise<string | undefined>;
}

/** Why there can be none here; undefined when there can. In CI there is no excuse. */
export function noPrivateAccounts(): string | undefined {
  if (process.env['CI'] === 'true') return undefined;
  try {
    execFileSync('unshare', ['-m', 'useradd', '--help'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'they need root, unshare and useradd';
  }
}

/** Copies the accounts of this machine. */
export async function privateAccounts(): Promise<PrivateAccounts> {
  const directory = await mkdtemp(join(tmpdir(), 'drover-accounts-'));
  await chmod(directory, 0o755);
  execFileSync('cp', ['-a', '/etc', join(directory, 'etc')]);
  const shell = join(directory, 'shell');
  await writeFile(
    shell,
    `#!/bin/sh\nexec unshare -m sh -c 'mount --bind "$0" /etc && exec sh "$@"' ${directory}/etc "$@"\n`,
  );
  await chmod(shell, 0o755);
  return {
    shell,
    directory,
    line: async (file, name) => {
      const text = await readFile(join(directory, 'etc', file), 'utf8');
      return text.split('\n').find((line) => line.startsWith(`${name}:`));
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}
