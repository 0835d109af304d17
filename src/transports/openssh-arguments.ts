import { DefinitionError } from '../core/errors.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { opensshPath } from './openssh-path.ts';
import { splitArguments } from './ssh-config/split-arguments.ts';

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
  const { address, port, user, privateKeyFile, sshConfigFile, proxyJump } = settings;
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
    ...(port === undefined ? [] : [`Port=${port}`]),
    ...(user === undefined ? [] : [`User=${user}`]),
    ...(privateKeyFile === undefined
      ? []
      : [`IdentityFile=${opensshPath(privateKeyFile)}`, 'IdentitiesOnly=yes']),
    ...(proxyJump === undefined ? [] : [`ProxyJump=${proxyJump}`]),
  ];
  return [
    ...(sshConfigFile === undefined ? [] : ['-F', sshConfigFile]),
    '-N',
    '-T',
    ...options.flatMap((option) => ['-o', option]),
    ...furtherArguments(settings),
    '--',
    address,
  ];
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

function furtherArguments({ name, sshArguments }: ConnectionSettings): readonly string[] {
  return sshArguments.flatMap(({ variable, text }) => {
    const words = splitArguments(text);
    if (words !== undefined) return words;
    throw new DefinitionError(`Host "${name}": ${variable} has a quote that is not closed`, {
      hint: 'Close the quote.',
    });
  });
}

/** ssh knows whole seconds only. */
function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
