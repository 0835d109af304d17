import { type Shell, sh } from '../../core/sh.ts';
import type { KeyType } from './cert-params.ts';
import { opensslConfig } from './openssl-config.ts';

/** Prints a certificate that a key signs for itself. The script takes `selfSignedConfig` on its standard input. */
export function makeSelfSigned(key: string, days: number): Shell {
  return sh`openssl req -x509 -new -sha256 -days ${days} -key ${key} -config /dev/stdin`;
}

/** That of a server, and of no authority: who trusts it trusts nothing else that its key may sign. */
export function selfSignedConfig(names: readonly string[], keyType: KeyType): string {
  const usage = keyType.startsWith('rsa') ? 'digitalSignature, keyEncipherment' : 'digitalSignature';
  return opensslConfig(names, [
    'basicConstraints = critical, CA:FALSE',
    `keyUsage = critical, ${usage}`,
    'extendedKeyUsage = serverAuth',
    'subjectKeyIdentifier = hash',
  ]);
}
