import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { descendantsOf } from './descendants-of.ts';
import { endProcesses } from './end-processes.ts';
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
  await writeFile(configFile, [...config, ...settings(directory, port, hostKeyFiles)].join('\n'));
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true });
  await chmod(directory, 0o755);
  for (const file of hostKeyFiles) await chown(file, ids.uid, ids.gid);

  const child = spawn(binary, ['-D', '-e', '-f', configFile], {
    ...ids,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  const listening = Promise.withResolvers<void>();
  child.on('error', listening.reject);
  child.on('exit', () => listening.reject(new Error(`sshd ended:\n${log}`)));
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
    if (log.includes(`listening on 127.0.0.1 port ${port}`)) listening.resolve();
  });
  const kill = async () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    endProcesses([child.pid, ...(await descendantsOf(child.pid))]);
    await exited;
  };
  const remove = async () => {
    await kill();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await listening.promise;
  } catch (error) {
    await remove();
    throw error;
  }
  const hostKeys = await Promise.all(hostKeyFiles.map((file) => readFile(`${file}.pub`, 'utf8')));
  return {
    host: '127.0.0.1',
    port,
    user,
    pid: child.pid ?? 0,
    hostKeys: hostKeys.map((line) => line.trim()),
    clientKeyFile,
    directory,
    log: () => log,
    kill,
    vars: {
      ansible_host: '127.0.0.1',
      ansible_port: port,
      ansible_user: user,
      ansible_private_key_file: clientKeyFile,
      drover_host_key: hostKeys[0]?.trim(),
    },
    [Symbol.asyncDispose]: remove,
  };
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
    'MaxStartups 100',
    'UseDNS no',
    'PrintMotd no',
    '',
  ];
}

async function makeKey(file: string, type: string): Promise<void> {
  await run('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'drover-test', '-f', file]);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port on the loopback address');
  return address.port;
}
