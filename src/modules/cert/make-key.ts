import { type Shell, sh } from '../../core/sh.ts';
import type { KeyType } from './cert-params.ts';

const curves = { 'ecdsa-p256': 'prime256v1', 'ecdsa-p384': 'secp384r1' } as const;

/** Makes a private key in a new file that only its owner can read. What is there already is replaced. */
export function makeKey(path: string, type: KeyType): Shell {
  // With noclobber the file is opened for us alone: a link that somebody put there in between is not followed.
  return sh`rm -f -- ${path} && ( umask 077; set -C; openssl genpkey ${keyWords(type)} >${path} ) || exit`;
}

/** The named curve is asked for outright: before 1.1.0, openssl writes out its parameters, which no client accepts. */
function keyWords(type: KeyType): readonly string[] {
  if (type === 'ecdsa-p256' || type === 'ecdsa-p384') {
    const curve = `ec_paramgen_curve:${curves[type]}`;
    return ['-algorithm', 'EC', '-pkeyopt', curve, '-pkeyopt', 'ec_param_enc:named_curve'];
  }
  if (type === 'ed25519') return ['-algorithm', 'ED25519'];
  return ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${type.slice('rsa-'.length)}`];
}
