import { readFile } from 'node:fs/promises';
import type { HostParts } from './host-parts.ts';
import { labPaths } from './lab-paths.ts';
import { prepareHost } from './prepare-host.ts';
import { startHost } from './start-host.ts';
import { waitUntil } from './wait-until.ts';
import { withLock } from './with-lock.ts';

/** Users of every host of the lab: `op`, who may do everything by sudo without a password, and root. */
export type LabUser = 'op' | 'root';

/** A host of the lab: how to reach it, and what can befall it. */
export interface LabHost {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly users: readonly LabUser[];
  /** Path of the private key that both users accept. */
  readonly keyFile: string;
  readonly knownHostsFile: string;
  /** Its public host key, such as `ssh-ed25519 AAAA…`. */
  readonly hostKey: string;
  /** The program and arguments that log in; a command may be appended. */
  readonly sshCommand: (user?: LabUser) => readonly string[];
  readonly isRunning: () => Promise<boolean>;
  /** An orderly power-off; answers once it is off. */
  readonly powerOff: () => Promise<void>;
  /** Pulls the plug. Files stay as the host had written them. */
  readonly kill: () => Promise<void>;
  /** Boots it, with its cable in, and answers once users can log in. */
  readonly start: (options?: { readonly signal?: AbortSignal }) => Promise<void>;
  /** Pulls the network cable: nothing gets in or out, and nobody is told. */
  readonly partition: () => Promise<void>;
  readonly heal: () => Promise<void>;
}

/** What `systemctl poweroff` sends to process 1: SIGRTMIN+4, in numbers of glibc. */
const powerOffSignal = 34 + 4;
const powerOffMs = 100_000;

/** A host that was prepared. */
export async function labHost(parts: HostParts): Promise<LabHost> {
  const { settings, names, record, paths, link, cgroup } = parts;
  const { key, knownHosts } = labPaths(settings);
  const publicKey = await readFile(`${paths.hostKey}.pub`, 'utf8');
  return {
    name: record.name,
    address: link.address,
    port: 22,
    users: ['op', 'root'],
    keyFile: key,
    knownHostsFile: knownHosts,
    hostKey: publicKey.split(' ').slice(0, 2).join(' '),
    sshCommand: (user = 'op') => sshCommand(`${user}@${link.address}`, key, knownHosts),
    isRunning: cgroup.isPopulated,
    powerOff: () => powerOff(parts),
    kill: cgroup.kill,
    start: ({ signal } = {}) => {
      const start = async (): Promise<void> => {
        await prepareHost(parts);
        await startHost(parts, signal);
      };
      return withLock(names.lock, start, { signal });
    },
    partition: () => link.set('down'),
    heal: () => link.set('up'),
  };
}

async function powerOff({ record, paths, cgroup }: HostParts): Promise<void> {
  const leader = await cgroup.leader();
  if (leader !== undefined) process.kill(leader, powerOffSignal);
  await waitUntil(async () => !(await cgroup.isPopulated()), {
    what: `${record.name} to power off`,
    timeoutMs: powerOffMs,
    hint: `See what it says in ${paths.console}.`,
  });
}

function sshCommand(destination: string, key: string, knownHosts: string): readonly string[] {
  const options = [
    'BatchMode=yes',
    'ConnectTimeout=10',
    'IdentitiesOnly=yes',
    'StrictHostKeyChecking=yes',
    `UserKnownHostsFile=${knownHosts}`,
  ];
  return ['ssh', '-F', 'none', '-i', key, ...options.flatMap((option) => ['-o', option]), destination];
}
