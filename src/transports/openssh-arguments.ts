import { DefinitionError } from '../core/errors.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { opensshDestination } from './openssh-destination.ts';
import { opensshPath } from './openssh-path.ts';

export interface OpensshArgumentsOptions {
  readonly socket: string;
  /** Options that decide about host keys. */
  readonly hostKey: readonly string[];
  /** What `ssh` says on its standard output once it has logged in. */
  readonly ready: string;
  readonly connectTimeoutMs: number;
  readonly keepaliveMs: number;
}

/**
 * What `ssh` is called with to be the master of a connection. ssh takes the first value that it meets: ours come
 * first, then what the inventory adds, then its configuration. Throws a DefinitionError for what it cannot do.
 */
export function opensshArguments(
  settings: ConnectionSettings,
  { socket, hostKey, ready, connectTimeoutMs, keepaliveMs }: OpensshArgumentsOptions,
): readonly string[] {
  refuseSecrets(settings);
  const options = [
    'ControlMaster=yes',
    `ControlPath=${opensshPath(socket)}`,
    'ControlPersist=no',
    'BatchMode=yes',
    'LogLevel=INFO',
    'RemoteCommand=none',
    'RequestTTY=no',
    'ClearAllForwardings=yes',
    'PermitLocalCommand=yes',
    `LocalCommand=echo ${ready}`,
    ...hostKey,
    `ConnectTimeout=${seconds(connectTimeoutMs)}`,
    `ServerAliveInterval=${seconds(keepaliveMs)}`,
    'ServerAliveCountMax=3',
  ];
  return ['-N', '-T', ...options.flatMap((option) => ['-o', option]), ...opensshDestination(settings)];
}

function refuseSecrets({ name, password, privateKeyPassphrase }: ConnectionSettings): void {
  if (password !== undefined) {
    throw new DefinitionError(
      `Host "${name}": ansible_password cannot be used with ansible_connection: openssh`,
      { hint: 'Log in with a key, a certificate or GSSAPI, or set ansible_connection: ssh.' },
    );
  }
  if (privateKeyPassphrase !== undefined) {
    throw new DefinitionError(
      `Host "${name}": ansible_ssh_private_key_passphrase cannot be used with ansible_connection: openssh`,
      { hint: 'Add the key to an agent with "ssh-add", or set ansible_connection: ssh.' },
    );
  }
}

/** ssh knows whole seconds only. */
function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
