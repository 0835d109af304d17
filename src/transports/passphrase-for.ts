import type { Secret } from '../core/secret.ts';
import type { SshSettings } from './ssh-settings.ts';

/** The passphrase that the inventory gives for a key file: that of the key that the inventory names, if it names one. */
export function passphraseFor(
  { privateKeyFile, privateKeyPassphrase }: SshSettings,
  file: string,
): Secret | undefined {
  return privateKeyFile === undefined || file === privateKeyFile ? privateKeyPassphrase : undefined;
}
