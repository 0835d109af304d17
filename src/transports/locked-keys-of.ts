import type { Host } from '../core/host.ts';
import { connectionSettings } from './connection-settings.ts';
import type { LockedKey } from './locked-keys.ts';
import { sharedTransports } from './shared-transports.ts';

/**
 * The key files that a run on these hosts needs, and of which nobody has given the passphrase: neither a variable nor
 * the agent. Connects to nothing; rejects with a DefinitionError when it is not well said how to reach a host.
 */
export function lockedKeysOf(hosts: readonly Host[]): Promise<readonly LockedKey[]> {
  return sharedTransports.ssh.lockedKeysOf(
    hosts.filter((host) => connectionSettings(host).connection === 'ssh'),
  );
}
