import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startDaemon } from './daemon.ts';
import { freePort } from './free-port.ts';
import { idsOf } from './ids-of.ts';

const run = promisify(execFile);
const binary = '/usr/sbin/sshd';

export interface SshdOptions {
  /** Whom sshd runs as, and who can log in. Root's sshd lets every user in; default: who runs the test. */
  readonly user?: string;
  /** Further lines of sshd_config; sshd takes the first value of a keyword, and these come first. */
  readonly config?: readonly string[];
  /** Default: ed25519. */
  readonly hostKeyTypes?: readonly ('ed25519' | 'ecdsa' | 'rsa')[];
  /** Further lines of the /etc/passwd that it alone sees. Only root can have that. */
  readonly accounts?: readonly string[];
}

/** A real OpenSSH server on a loopback port. Disposing ends it, what it started, and removes its files. */
export interface Sshd extends AsyncDisposable {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly user: string;
  readonly pid: number;
  /** Its public host keys, as lines such as `ssh-ed25519 AAAA…`. */
  readonly hostKeys: readonly string[];
  readonly clientKeyFile: string;
  readonly directory: string;
  /** What it logged so far. */
  readonly log: () => string;
  /** Ends it and all its connections at once, as a crash of the host would. */
  readonly kill: () => Promise<void>;
  /** Variables with which a host reaches it, its host key pinned. */
  readonly vars: Readonly<Record<string, unknown>>;
}

/** Why no sshd can be started here; undefined when one can. In CI there is no excuse. */
export function noSshd(): string | undefined {
  if (process.env['CI'] === 'true' || existsSync(binary)) return undefined;
  return `${binary} is not installed`;
}

/** Starts an OpenSSH server that takes the key of `clientKeyFile`. Rejects with its log when it does not listen. */
export async function startSshd({
  user = userInfo().username,
  config = [],
  hostKeyTypes = ['ed25519'],
  accounts = [],
}: SshdOptions = {}): Promise<Sshd> {
  const directory = await mkdtemp(join(tmpdir(), 'drover-sshd-'));
  const ids = await idsOf(user);
  const hostKeyFiles = hostKeyTypes.map((type) => join(directory, `host_${type}`));
  for (const [index, file] of hostKeyFiles.entries()) await makeKey(file, hostKeyTypes[index] ?? 'ed25519');
  const clientKeyFile = join(directory, 'client');
  await makeKey(clientKeyFile, 'ed25519');
  await copyFile(`${clientKeyFile}.pub`, join(directory, 'authorized_keys'));
  const port = await freePort();
  const configFile = join(directory, 'sshd_config');
  // Of this one it takes the last.
  const lines = ['MaxStartups 100', ...config, ...settings(directory, port, hostKeyFiles)];
  await writeFile(configFile, lines.join('\n'));
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true });
  await chmod(directory, 0o755);
  for (const file of hostKeyFiles) await chown(file, ids.uid, ids.gid);

  const words = [...(await withAccounts(directory, accounts)), binary, '-D', '-e', '-f', configFile];
  const daemon = await startDaemon('env', words, {
    ...ids,
    isReady: (log) => log.includes(`listening on 127.0.0.1 port ${port}`),
  }).catch(async (error: unknown) => {
    await rm(directory, { recursive: true });
    throw error;
  });
  const hostKeys = await Promise.all(hostKeyFiles.map((file) => readFile(`${file}.pub`, 'utf8')));
  return {
    host: '127.0.0.1',
    port,
    user,
    pid: daemon.pid,
    hostKeys: hostKeys.map((line) => line.trim()),
    clientKeyFile,
    directory,
    log: daemon.log,
    kill: daemon.kill,
    vars: {
      ansible_host: '127.0.0.1',
      ansible_port: port,
      ansible_user: user,
      ansible_private_key_file: clientKeyFile,
      drover_host_key: hostKeys[0]?.trim(),
    },
    [Symbol.asyncDispose]: async () => {
      await daemon.kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What starts a program in a mount namespace where /etc/passwd has more lines. */
async function withAccounts(directory: string, accounts: readonly string[]): Promise<readonly string[]> {
  if (accounts.length === 0) return [];
  const file = join(directory, 'passwd');
  await writeFile(file, `${await readFile('/etc/passwd', 'utf8')}${accounts.join('\n')}\n`);
  return ['unshare', '-m', 'sh', '-c', 'mount --bind "$0" /etc/passwd; exec "$@"', file];
}

function settings(directory: string, port: number, hostKeyFiles: readonly string[]): readonly string[] {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    ...hostKeyFiles.map((file) => `HostKey ${file}`),
    `AuthorizedKeysFile ${join(directory, 'authorized_keys')}`,
    'PidFile none',
    'UsePAM no',
    'StrictModes no',
    'PermitRootLogin yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'UseDNS no',
    'PrintMotd no',
    '',
  ];
}

async function makeKey(file: string, type: string): Promise<void> {
  await run('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'drover-test', '-f', file]);
}
