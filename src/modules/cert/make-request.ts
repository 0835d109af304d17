import { type Shell, sh } from '../../core/sh.ts';

/** Prints a certificate request for a key. The script takes an `opensslConfig` on its standard input. */
export function makeRequest(key: string): Shell {
  return sh`openssl req -new -sha256 -key ${key} -config /dev/stdin`;
}
