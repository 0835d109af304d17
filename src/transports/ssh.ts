import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Connection, Transport } from '../core/connection.ts';
import type { Host } from '../core/host.ts';
import { connectSocket } from './connect-socket.ts';
import { connectionSettings } from './connection-settings.ts';
import { hostKeyChecks } from './host-key-check.ts';
import { PrivateKeys } from './private-keys.ts';
import { sshAuth } from './ssh-auth.ts';
import { SshConnection } from './ssh-connection.ts';
import { sshHandshake } from './ssh-handshake.ts';

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
}

/** Connects by SSH, and verifies the host's key always. */
export function sshTransport({
  agentSocket = process.env['SSH_AUTH_SOCK'],
  defaultKeyFiles = ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) => join(homedir(), '.ssh', name)),
  openTimeoutMs = 10_000,
  keepaliveMs = 10_000,
  graceMs = 2_000,
}: SshOptions = {}): Transport {
  const keys = new PrivateKeys();
  const checkOf = hostKeyChecks();

  const connect = async (host: Host, signal: AbortSignal): Promise<Connection> => {
    const settings = connectionSettings(host);
    signal.throwIfAborted();
    const auth = await sshAuth(settings, { keys, agentSocket, defaultKeyFiles });
    const hostKeys = await checkOf(settings);
    const socket = await connectSocket(settings, signal);
    try {
      const client = await sshHandshake(socket, settings, { hostKeys, auth, keepaliveMs, signal });
      return new SshConnection({ client, socket, settings, openTimeoutMs, graceMs });
    } catch (error) {
      socket.destroy();
      throw error;
    }
  };
  return { name: 'ssh', connect };
}
