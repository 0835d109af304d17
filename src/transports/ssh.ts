import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Connection, Transport } from '../core/connection.ts';
import type { Host } from '../core/host.ts';
import type { Secret } from '../core/secret.ts';
import { connectionSettings } from './connection-settings.ts';
import { type LockedKey, lockedKeys } from './locked-keys.ts';
import { SshDialer } from './ssh-dialer.ts';
import { sshSettingsReader } from './ssh-settings-reader.ts';

export interface SshOptions {
  /** The socket of the ssh agent; empty for none. Default: `SSH_AUTH_SOCK`. */
  readonly agentSocket?: string;
  /** Keys to try for a host without one of its own. Default: id_ed25519, id_ecdsa and id_rsa in ~/.ssh. */
  readonly defaultKeyFiles?: readonly string[];
  /** How long a server may take to start a program. Default: 10 s. */
  readonly openTimeoutMs?: number;
  /** A connection that three of these go unanswered is lost. Default: 10 s. */
  readonly keepaliveMs?: number;
  /** How long output may stay silent and open once its program has ended. Default: 2 s. */
  readonly graceMs?: number;
  /** Handshakes in progress at once with one server, or through one: sshd drops more (MaxStartups). Default: 8. */
  readonly handshakesAtOnce?: number;
}

export interface SshTransport extends Transport {
  /** The key files that are needed for hosts, and of which nobody has given the passphrase. Connects to nothing. */
  readonly lockedKeysOf: (hosts: readonly Host[]) => Promise<readonly LockedKey[]>;
  /** The server that the way to a host begins at, as ProxyJump names it. Connects to nothing. */
  readonly firstHopOf: (host: Host) => Promise<string | undefined>;
  /** Gives the passphrase of a key file for all that follows. `false`: it is the wrong one. */
  readonly unlock: (file: string, passphrase: Secret) => Promise<boolean>;
}

/** Connects by SSH as ssh_config says, through other servers where it says so, and verifies every host key. */
export function sshTransport({
  agentSocket = process.env['SSH_AUTH_SOCK'],
  defaultKeyFiles = ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) => join(homedir(), '.ssh', name)),
  openTimeoutMs = 10_000,
  keepaliveMs = 10_000,
  graceMs = 2_000,
  handshakesAtOnce = 8,
}: SshOptions = {}): SshTransport {
  const dialer = new SshDialer({
    agentSocket,
    defaultKeyFiles,
    openTimeoutMs,
    keepaliveMs,
    graceMs,
    handshakesAtOnce,
  });
  const settingsOf = sshSettingsReader();

  const connect = async (host: Host, signal: AbortSignal): Promise<Connection> => {
    const settings = await settingsOf(connectionSettings(host));
    return dialer.dial(settings, signal);
  };
  const lockedKeysOf = async (hosts: readonly Host[]): Promise<readonly LockedKey[]> => {
    const settings = await Promise.all(hosts.map((host) => settingsOf(connectionSettings(host))));
    return lockedKeys(settings, { keys: dialer.keys, agentSocket, defaultKeyFiles });
  };
  const firstHopOf = async (host: Host): Promise<string | undefined> => {
    let { via } = await settingsOf(connectionSettings(host));
    while (via?.via !== undefined) via = via.via;
    return via?.name;
  };
  const unlock = (file: string, passphrase: Secret) => dialer.keys.unlock(file, passphrase);
  return { name: 'ssh', connect, lockedKeysOf, firstHopOf, unlock };
}
