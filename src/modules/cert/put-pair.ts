import { type Command, commandOf } from '../../core/command.ts';
import { installPair } from './install-pair.ts';
import type { SettledCert } from './settled-cert.ts';
import { touchedBy } from './touched-by.ts';

/** Puts a certificate in place, and with it a key that waits on the host at `newKey`. */
export function putPair(pem: string, newKey: string | undefined, desired: SettledCert): Command {
  return commandOf(installPair(pem, newKey, desired), { stdin: pem, touches: touchedBy(desired) });
}
