import { type Shell, sh } from 'drover';

/** A Windows host with OpenSSH, and how the `ssh` of the controller reaches it. */
export interface WindowsHost {
  readonly address: string;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly keyFile?: string | undefined;
  /** The only host key that is accepted: a public key line, or a `SHA256:` fingerprint. */
  readonly hostKey?: string | undefined;
  readonly hostKeyPolicy?: 'strict' | 'accept-new' | undefined;
  readonly knownHostsFile?: string | undefined;
}

/** Command lines for cmd end in both. Its own start-up commands, echo and delayed expansion are off. */
const cmd = 'cmd /q /d /v:off /e:on';

/** The name under which a pinned key is known, so that no other entry is found. */
const pinnedName = 'drover-pinned';

/** Starts cmd on the Windows host, which reads its lines from the standard input of this. */
export function cmdOn(host: WindowsHost): Shell {
  return sh`ssh ${optionsOf(host)} -- ${host.address} ${cmd}`;
}

/** Sends lines to cmd on the Windows host: none of them stands on a command line. */
export function askCmd(host: WindowsHost, lines: readonly string[]): Shell {
  return sh`printf '%s\r\n' ${lines} | ${cmdOn(host)}`;
}

/** The same lines as standard input. */
export function cmdText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\r\n`).join('');
}

function optionsOf(host: WindowsHost): readonly string[] {
  const { port, user, keyFile } = host;
  const options = [
    'BatchMode=yes',
    'ClearAllForwardings=yes',
    'ConnectTimeout=20',
    'LogLevel=ERROR',
    'RequestTTY=no',
    'ServerAliveCountMax=3',
    'ServerAliveInterval=10',
    ...hostKeyOptions(host),
    ...(port === undefined ? [] : [`Port=${port}`]),
    ...(user === undefined ? [] : [`User=${user}`]),
    ...(keyFile === undefined ? [] : [`IdentityFile=${keyFile}`, 'IdentitiesOnly=yes']),
  ];
  return options.flatMap((option) => ['-o', option]);
}

function hostKeyOptions({
  hostKey,
  hostKeyPolicy = 'strict',
  knownHostsFile,
}: WindowsHost): readonly string[] {
  if (hostKey === undefined) {
    const policy = `StrictHostKeyChecking=${hostKeyPolicy === 'strict' ? 'yes' : 'accept-new'}`;
    return [policy, ...(knownHostsFile === undefined ? [] : [`UserKnownHostsFile=${knownHostsFile}`])];
  }
  return [
    'StrictHostKeyChecking=yes',
    `HostKeyAlias=${pinnedName}`,
    'UserKnownHostsFile=/dev/null',
    'GlobalKnownHostsFile=/dev/null',
    'CheckHostIP=no',
    'UpdateHostKeys=no',
    'VerifyHostKeyDNS=no',
    `KnownHostsCommand=${knownHosts(hostKey)}`,
  ];
}

/** A program that prints the one line of known_hosts that there is. */
function knownHosts(hostKey: string): string {
  const [first = '', base64] = hostKey.trim().split(/\s+/);
  if (base64 !== undefined) return `/bin/echo ${pinnedName} ${first} ${base64}`;
  const wanted = first.replace(/=$/, '');
  return `/bin/sh -c "[ $1 = ${wanted} ] && echo ${pinnedName} $2 $3; exit 0" sh %f %t %K`;
}
