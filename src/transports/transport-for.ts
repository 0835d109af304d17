import type { Transport } from '../core/connection.ts';
import type { Host } from '../core/host.ts';
import { connectionSettings } from './connection-settings.ts';
import { localTransport } from './local.ts';
import { sshTransport } from './ssh.ts';

const ssh = sshTransport();
const local = localTransport();

/** The transport that a host's `ansible_connection` asks for. Throws a DefinitionError when its variables are wrong. */
export function transportFor(host: Host): Transport {
  return connectionSettings(host).connection === 'local' ? local : ssh;
}
