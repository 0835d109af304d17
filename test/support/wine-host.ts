import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Sshd, startSshd } from './sshd.ts';

const execute = promisify(execFile);

/** Why Wine cannot be used here; undefined when it can. In CI there is no excuse. */
export function noWine(): string | undefined {
  if (process.env['CI'] === 'true' || existsSync('/usr/bin/wine')) return undefined;
  return 'wine is not installed';
}

/** Wine's cmd and reg behind a real OpenSSH server: enough to stand in for Windows, and not Windows. */
export interface WineHost extends AsyncDisposable {
  readonly sshd: Sshd;
  /** The directory that is drive C there. */
  readonly drive: string;
  /** What cmd prints for these lines. */
  readonly cmd: (...lines: readonly string[]) => Promise<string>;
}

export async function startWineHost(): Promise<WineHost> {
  const directory = await mkdtemp(join(tmpdir(), 'drover-wine-'));
  const environment = {
    ...process.env,
    HOME: directory,
    WINEPREFIX: join(directory, 'prefix'),
    WINEDEBUG: '-all',
    DISPLAY: '',
  };
  await mkdir(join(directory, 'in'));
  await execute('wineboot', ['-i'], { env: environment, timeout: 120_000 });
  // Services that a login's first program started would hold that login's channel open.
  const keeper = spawn('sh', ['-c', 'exec wine cmd'], {
    env: environment,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const login = join(directory, 'login');
  // Wine's cmd reads commands from a file only; that of Windows from a pipe too.
  await writeFile(
    login,
    `#!/bin/sh
export HOME='${directory}' WINEPREFIX='${environment.WINEPREFIX}' WINEDEBUG=-all
lines=$(mktemp '${directory}/in/XXXXXX') && cat >"$lines" && exec <"$lines" && rm "$lines"
exec wine $SSH_ORIGINAL_COMMAND
`,
  );
  await chmod(login, 0o755);
  const sshd = await startSshd({ config: [`ForceCommand ${login}`] });
  return {
    sshd,
    drive: join(environment.WINEPREFIX, 'drive_c'),
    cmd: async (...lines) => {
      const file = join(directory, 'in', 'own');
      await writeFile(file, [...lines, 'exit 0', ''].join('\r\n'));
      const { stdout } = await execute('sh', ['-c', 'exec wine cmd /q /d <"$0"', file], { env: environment });
      return stdout;
    },
    [Symbol.asyncDispose]: async () => {
      await sshd[Symbol.asyncDispose]();
      keeper.stdin.end();
      // Ends what runs with this prefix, and nothing else.
      await execute('wineserver', ['-k', '-w'], { env: environment }).catch(() => undefined);
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
