import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import ssh2 from 'ssh2';
import { RefusedError } from '../../core/errors.ts';
import { ownCode } from '../../own-code.ts';
import type { PracticeHost } from '../practice-hosts.ts';
import { endProcessesBelow } from './end-processes-below.ts';

const startTimeoutMs = 15_000;

export interface EmbeddedLab {
  /** Starts the server unless it runs; it goes on when this process ends. */
  readonly up: () => Promise<PracticeHost>;
  /** Stops the server and what runs from its directory; the files stay. Says whether the server ran. */
  readonly down: () => Promise<boolean>;
  /** The host, if its server runs. */
  readonly status: () => Promise<PracticeHost | undefined>;
}

/** The practice host for everybody: an SSH server on loopback with throw-away keys, below one directory. */
export function embeddedLab(directory: string): EmbeddedLab {
  const paths = {
    home: join(directory, 'home'),
    hostKey: join(directory, 'host_key'),
    userKey: join(directory, 'id_ed25519'),
    state: join(directory, 'server.json'),
    log: join(directory, 'server.log'),
  };
  const status = async () => {
    const server = await runningServer(paths.state);
    return server && hostOf(directory, paths.home, paths.userKey, server);
  };
  return {
    status,
    up: async () => {
      const running = await status();
      if (running !== undefined) return running;
      await mkdir(paths.home, { recursive: true, mode: 0o755 });
      await Promise.all([ensureKey(paths.hostKey), ensureKey(paths.userKey)]);
      await startServer(directory, paths);
      return hostOf(directory, paths.home, paths.userKey, await started(paths));
    },
    down: async () => {
      const server = await runningServer(paths.state);
      await rm(paths.state, { force: true });
      await endProcessesBelow(paths.home);
      if (server === undefined) return false;
      process.kill(server.pid);
      return true;
    },
  };
}

interface ServerState {
  readonly pid: number;
  readonly port: number;
  readonly hostKey: string;
}

async function startServer(
  directory: string,
  { state, log }: { readonly state: string; readonly log: string },
) {
  await rm(state, { force: true });
  await using output = await open(log, 'a');
  const child = spawn(process.execPath, [ownCode('lab/embedded/server'), directory], {
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  });
  child.unref();
}

async function started({
  state,
  log,
}: {
  readonly state: string;
  readonly log: string;
}): Promise<ServerState> {
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline) {
    const server = await runningServer(state);
    if (server !== undefined) return server;
    await wait(50);
  }
  throw new RefusedError('The embedded practice host did not start', { hint: `Look at ${log}.` });
}

async function runningServer(path: string): Promise<ServerState | undefined> {
  try {
    const server: ServerState = JSON.parse(await readFile(path, 'utf8'));
    process.kill(server.pid, 0);
    return server;
  } catch {
    return undefined;
  }
}

async function ensureKey(path: string): Promise<void> {
  const pair = ssh2.utils.generateKeyPairSync('ed25519', { comment: 'drover practice host' });
  try {
    await writeFile(path, pair.private, { flag: 'wx', mode: 0o600 });
    await writeFile(`${path}.pub`, pair.public);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function hostOf(
  directory: string,
  home: string,
  userKey: string,
  { port, hostKey }: ServerState,
): PracticeHost {
  return {
    name: 'practice',
    vars: {
      ansible_host: '127.0.0.1',
      ansible_port: port,
      ansible_user: userInfo().username,
      ansible_private_key_file: userKey,
      drover_host_key: hostKey,
      practice_kind: 'embedded',
      practice_directory: home,
      practice_log: join(directory, 'server.log'),
    },
  };
}
