import { createHash } from 'node:crypto';
import { lines, type Shell, sh } from '../../core/sh.ts';
import { endOnSignals } from '../shared/end-on-signals.ts';
import { keepFile } from '../shared/keep-file.ts';
import { permitNew } from './permit-new.ts';
import type { SettledCert } from './settled-cert.ts';

/** Where a new file waits, beside its place, until all of the pair is known to be good. */
export function waitingPath(path: string): string {
  return `${path}.drover-new`;
}

/**
 * Puts a certificate, given on standard input, and its key in place; `newKey` is where a new key waits on the host.
 * Everything that may fail is done before; then there are two renames, and no signal comes between them.
 */
export function installPair(pem: string, newKey: string | undefined, desired: SettledCert): Shell {
  const { certificate, key, certificateMode, keyMode, owner, group } = desired;
  const waiting = waitingPath(certificate);
  const sum = createHash('sha256').update(pem).digest('hex');
  const takesPlace = { from: newKey ?? key, of: key, permissions: { mode: keyMode, owner, group } };
  return lines([
    sh`w=${waiting}; trap 'rm -f -- "$w"' EXIT; ${endOnSignals}`,
    sh`rm -f -- "$w" && ( umask 077; set -C; cat >"$w" ) || exit`,
    sh`[ "$(sha256sum <"$w" | cut -d ' ' -f 1)" = ${sum} ] || { echo "the transfer was cut off" >&2; exit 1; }`,
    sh`if command -v openssl >/dev/null 2>&1 &&
[ "$(openssl x509 -in "$w" -noout -pubkey)" != "$(openssl pkey -in ${takesPlace.from} -pubout)" ]; then
echo "the certificate is for another key; nothing was changed" >&2; exit 1; fi`,
    permitNew({ from: waiting, of: certificate, permissions: { mode: certificateMode, owner, group } }),
    newKey === undefined ? sh`:` : permitNew(takesPlace),
    sh`${keepFile(key)} && ${keepFile(certificate)} && ${newKey === undefined ? sh`:` : keepFile(newKey)} || exit`,
    sh`trap '' HUP INT TERM`,
    newKey === undefined ? sh`:` : sh`mv -f -- ${newKey} ${key} || exit`,
    sh`mv -f -- "$w" ${certificate}`,
  ]);
}
