import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startDaemon } from './daemon.ts';
import { freePort } from './free-port.ts';

const run = promisify(execFile);
const binary = '/usr/sbin/dropbear';

export interface Dropbear extends AsyncDisposable {
  readonly vars: Readonly<Record<string, unknown>>;
}

/** Why no dropbear can be started here; undefined when one can. In CI there is no excuse but to have no rights. */
export function noDropbear(): string | undefined {
  if (process.getuid?.() !== 0) return 'it needs root';
  if (process.env['CI'] === 'true' || existsSync(binary)) return undefined;
  return `${binary} is not installed`;
}

/** Starts a Dropbear server on a loopback port, which sees a home directory of its own. */
export async function startDropbear(): Promise<Dropbear> {
  const directory = await mkdtemp(join(tmpdir(), 'drover-dropbear-'));
  const hostKey = join(directory, 'host');
  await run('dropbearkey', ['-t', 'ed25519', '-f', hostKey]);
  const { stdout } = await run('dropbearkey', ['-y', '-f', hostKey]);
  const clientKeyFile = join(directory, 'client');
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', clientKeyFile]);
  const home = join(directory, 'home');
  await mkdir(join(home, '.ssh'), { recursive: true, mode: 0o700 });
  await copyFile(`${clientKeyFile}.pub`, join(home, '.ssh/authorized_keys'));
  const port = await freePort();
  // It reads authorized_keys in the home directory only: a mount that nobody else sees puts ours there.
  const start = 'mount --bind "$1" "$2" && exec "$3" -F -E -s -P "" -p "127.0.0.1:$4" -r "$5"';
  const args = ['-m', 'sh', '-c', start, 'sh', home, homedir(), binary, String(port), hostKey];
  const daemon = await startDaemon('unshare', args, { isReady: (log) => log.includes('Not backgrounding') });
  return {
    vars: {
      ansible_host: '127.0.0.1',
      ansible_port: port,
      ansible_user: userInfo().username,
      ansible_private_key_file: clientKeyFile,
      drover_host_key: stdout.split('\n').find((line) => line.startsWith('ssh-')),
    },
    [Symbol.asyncDispose]: async () => {
      await daemon.kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
