import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sshd, startSshd } from '../support/sshd.ts';
import type { Target } from './job.ts';

/** Real sshd processes on loopback, one a host. Disposing ends them. */
export interface Fleet extends AsyncDisposable {
  /** So many hosts, started when they were not yet. */
  readonly take: (many: number) => Promise<readonly Target[]>;
}

/** Hosts that keep what they have to in folders of `directory`, which is every login's home too. */
export function startFleet(directory: string): Fleet {
  const servers: Sshd[] = [];
  const targets: Target[] = [];
  const add = async () => {
    const name = `host${String(targets.length + 1).padStart(3, '0')}`;
    const home = join(directory, name);
    await mkdir(join(home, 'files'), { recursive: true });
    // A home of its own: nothing that the real one's .bashrc does is measured.
    const server = await startSshd({ config: [`SetEnv HOME=${home}`] });
    servers.push(server);
    const [first = server] = servers;
    // One key opens all of them, as is usual.
    await copyFile(`${first.clientKeyFile}.pub`, join(server.directory, 'authorized_keys'));
    const { host: address, port, user, hostKeys } = server;
    const keyFile = first.clientKeyFile;
    const own = { name, address, port, user, keyFile, hostKey: hostKeys[0] ?? '' };
    targets.push({ ...own, directory: join(home, 'files') });
  };
  return {
    take: async (many) => {
      while (targets.length < many) await add();
      return targets.slice(0, many);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
    },
  };
}

/** Empties the hosts' folders, so that work on them begins anew. */
export async function emptyTargets(targets: readonly Target[]): Promise<void> {
  for (const { directory } of targets) {
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory);
  }
}
