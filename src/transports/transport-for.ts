import type { Transport } from '../core/connection.ts';
import type { Host } from '../core/host.ts';
import { connectionSettings } from './connection-settings.ts';
import { localTransport } from './local.ts';
import { opensshTransport } from './openssh.ts';
import { sshTransport } from './ssh.ts';

const transports = { ssh: sshTransport(), openssh: opensshTransport(), local: localTransport() };

/** The transport that a host's `ansible_connection` asks for. Throws a DefinitionError when its variables are wrong. */
export function transportFor(host: Host): Transport {
  return transports[connectionSettings(host).connection];
}
