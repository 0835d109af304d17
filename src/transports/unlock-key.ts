import type { Secret } from '../core/secret.ts';
import { sharedTransports } from './shared-transports.ts';

/** Gives the passphrase of a key file for all runs that follow in this process. `false`: it is the wrong one. */
export function unlockKey(file: string, passphrase: Secret): Promise<boolean> {
  return sharedTransports.ssh.unlock(file, passphrase);
}
