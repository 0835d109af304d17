import { type AgentKeys, agentKeys } from './agent-keys.ts';
import type { AuthOptions } from './auth-ways.ts';
import { keyFiles } from './key-files.ts';
import { passphraseFor } from './passphrase-for.ts';
import { publicHalf } from './public-half.ts';
import type { SshSettings } from './ssh-settings.ts';

/** An encrypted key file that is needed, and of which nobody has given the passphrase. */
export interface LockedKey {
  readonly file: string;
  /** The names of the hosts that need it, also for a server on the way to them. */
  readonly hosts: readonly string[];
}

type Options = Pick<AuthOptions, 'keys' | 'agentSocket' | 'defaultKeyFiles'>;

/**
 * The locked keys without which hosts cannot be reached: the key that the inventory names for one, and any other key
 * where there is nothing else to log in with. A key that the agent holds is not locked.
 */
export async function lockedKeys(
  hosts: readonly SshSettings[],
  options: Options,
): Promise<readonly LockedKey[]> {
  const agents = new Map<string, Promise<AgentKeys>>();
  const agentAt = (socket = '') => {
    const asked = agents.get(socket) ?? agentKeys(socket);
    agents.set(socket, asked);
    return asked;
  };
  const needed = new Map<string, Set<string>>();
  for (const host of hosts) {
    for (const server of serversTo(host)) {
      const agent = await agentAt(server.agentSocket ?? options.agentSocket);
      for (const file of await lockedFor(server, agent, options)) {
        needed.set(file, (needed.get(file) ?? new Set()).add(host.name));
      }
    }
  }
  return [...needed].map(([file, names]) => ({ file, hosts: [...names] }));
}

function serversTo(host: SshSettings): readonly SshSettings[] {
  return host.via === undefined ? [host] : [...serversTo(host.via), host];
}

async function lockedFor(
  server: SshSettings,
  agent: AgentKeys,
  { keys, defaultKeyFiles }: Options,
): Promise<readonly string[]> {
  const locked: string[] = [];
  let hasWay = server.password !== undefined || (agent.keys.length > 0 && !server.identitiesOnly);
  for (const file of keyFiles(server, defaultKeyFiles).files) {
    const { is } = await keys.load(file, passphraseFor(server, file));
    const isHeld = is === 'locked' && (await isHeldBy(agent, file));
    if (is === 'key' || isHeld) hasWay = true;
    else if (is === 'locked') locked.push(file);
  }
  const own = server.password === undefined ? server.privateKeyFile : undefined;
  return hasWay ? locked.filter((file) => file === own) : locked;
}

async function isHeldBy({ keys }: AgentKeys, file: string): Promise<boolean> {
  const half = keys.length === 0 ? undefined : await publicHalf(file);
  return half !== undefined && keys.some((key) => key.getPublicSSH().equals(half));
}
