import { type Command, commandOf } from '../../../core/command.ts';
import { lines, sh } from '../../../core/sh.ts';
import { endOnSignals } from '../../shared/end-on-signals.ts';
import { keepFile } from '../../shared/keep-file.ts';
import { waitingPath } from '../install-pair.ts';
import { permitNew } from '../permit-new.ts';
import type { SettledCert, SettledPkcs12 } from '../settled-cert.ts';
import { readPassword } from './read-password.ts';

/** Puts key and chain into a PKCS #12 file. The password is on no command line: openssl reads it where the shell did. */
export function pack({ path, password, alias, mode }: SettledPkcs12, desired: SettledCert): Command {
  const { certificate, key, owner, group } = desired;
  const waiting = waitingPath(path);
  const script = lines([
    readPassword,
    sh`n=${waiting}; trap 'rm -f -- "$n"' EXIT; ${endOnSignals}`,
    sh`rm -f -- "$n" && ( umask 077; set -C
_p "$w" | openssl pkcs12 -export -in ${certificate} -inkey ${key} -name ${alias} -passout stdin >"$n" ) || exit`,
    permitNew({ from: waiting, of: path, permissions: { mode, owner, group } }),
    sh`${keepFile(path)} || exit`,
    sh`mv -f -- "$n" ${path}`,
  ]);
  return commandOf(script, { stdin: password, touches: [`file:${path}`, `file:${waiting}`] });
}
