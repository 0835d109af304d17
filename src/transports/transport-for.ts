import type { Transport } from '../core/connection.ts';
import type { Host } from '../core/host.ts';
import { connectionSettings } from './connection-settings.ts';
import { sharedTransports } from './shared-transports.ts';

/** The transport that a host's `ansible_connection` asks for. Throws a DefinitionError when its variables are wrong. */
export function transportFor(host: Host): Transport {
  return sharedTransports[connectionSettings(host).connection];
}
