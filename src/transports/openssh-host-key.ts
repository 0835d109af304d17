import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quote } from '../core/sh.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { opensshPath } from './openssh-path.ts';

/** The name under which a pinned key is known: the host's own name must not find a key elsewhere. */
const pinnedName = 'drover-pinned';

/** The options of `ssh` that decide about host keys. A pinned key needs a file, which is written to `directory`. */
export async function opensshHostKey(
  settings: ConnectionSettings,
  directory: string,
): Promise<readonly string[]> {
  const { hostKey, hostKeyPolicy = 'strict', knownHostsFile } = settings;
  if (hostKey !== undefined) return pinned(hostKey, directory);
  const policy = `StrictHostKeyChecking=${hostKeyPolicy === 'strict' ? 'yes' : 'accept-new'}`;
  if (knownHostsFile === undefined) return [policy];
  return [policy, `UserKnownHostsFile=${opensshPath(knownHostsFile)}`, 'GlobalKnownHostsFile=/dev/null'];
}

async function pinned(hostKey: string, directory: string): Promise<readonly string[]> {
  const always = [
    'StrictHostKeyChecking=yes',
    `HostKeyAlias=${pinnedName}`,
    'GlobalKnownHostsFile=/dev/null',
    'CheckHostIP=no',
    'VerifyHostKeyDNS=no',
    'UpdateHostKeys=no',
  ];
  const [first = '', base64] = hostKey.trim().split(/\s+/);
  if (base64 !== undefined) {
    const file = join(directory, 'known_hosts');
    await writeFile(file, `${pinnedName} ${first} ${base64}\n`);
    return [...always, `UserKnownHostsFile=${opensshPath(file)}`];
  }
  // A fingerprint says nothing about the key itself: ssh shows it to a script, which knows it or does not.
  const file = join(directory, 'known_hosts.sh');
  const wanted = quote(first.replace(/=$/, ''));
  await writeFile(file, `[ "$1" = ${wanted} ] && echo "${pinnedName} $2 $3"; exit 0\n`);
  const command = `/bin/sh ${opensshPath(file)} %f %t %K`;
  return [...always, 'UserKnownHostsFile=/dev/null', `KnownHostsCommand=${command}`];
}
