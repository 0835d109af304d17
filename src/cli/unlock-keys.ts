import { UsageError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';
import { Secret } from '../core/secret.ts';
import type { LockedKey } from '../transports/locked-keys.ts';
import { lockedKeysOf } from '../transports/locked-keys-of.ts';
import { unlockKey } from '../transports/unlock-key.ts';
import { readSecret } from './secrets/read-secret.ts';

const attempts = 3;

/**
 * Asks for the passphrase of each locked key that the hosts need, before anything is connected: there is no question
 * in the middle of a run. Rejects with a UsageError when nobody can be asked, or does not know.
 */
export async function unlockKeys(hosts: readonly Host[]): Promise<void> {
  for (const key of await lockedKeysOf(hosts)) {
    if (!process.stdin.isTTY) throw cannot(key, 'there is no terminal to ask for its passphrase');
    await unlock(key);
  }
}

async function unlock(key: LockedKey): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const passphrase = new Secret(await readSecret(`Passphrase of ${key.file}: `));
    if (await unlockKey(key.file, passphrase)) return;
    process.stderr.write('That is not its passphrase.\n');
  }
  throw cannot(key, `its passphrase was not among ${attempts} answers`);
}

function cannot({ file, hosts }: LockedKey, why: string): UsageError {
  const [first = '', ...others] = hosts;
  const whose = others.length === 0 ? first : `${first} and ${others.length} more`;
  return new UsageError(`The key ${file}, which ${whose} needs, is encrypted, and ${why}`, {
    hint: `Add it to the agent (ssh-add ${file}), or set ansible_ssh_private_key_passphrase.`,
  });
}
