import { type Command, commandOf } from '../../core/command.ts';
import type { CertDesired } from './cert-desired.ts';
import { installPair } from './install-pair.ts';
import { touchedBy } from './touched-by.ts';

/** Puts a certificate in place, and with it a key that waits on the host at `newKey`. */
export function putPair(pem: string, newKey: string | undefined, desired: CertDesired): Command {
  return commandOf(installPair(pem, newKey, desired), { stdin: pem, touches: touchedBy(desired) });
}
