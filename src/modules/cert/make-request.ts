import { isIP } from 'node:net';
import { type Shell, sh } from '../../core/sh.ts';

/** Prints a certificate request for a key. The script takes `requestConfig` on its standard input. */
export function makeRequest(key: string): Shell {
  return sh`openssl req -new -sha256 -key ${key} -config /dev/stdin`;
}

/**
 * What openssl has to know of a request. A configuration of its own, since `-addext` is younger than hosts that are
 * still in service, and since that of the host may ask questions. Names were checked: none can break out of its line.
 */
export function requestConfig(names: readonly string[]): string {
  const entries = names.map((name, at) => `${isIP(name) === 0 ? 'DNS' : 'IP'}.${at + 1} = ${name}`);
  return `[req]
prompt = no
distinguished_name = subject
req_extensions = extensions
[subject]
CN = ${names[0] ?? ''}
[extensions]
subjectAltName = @names
[names]
${entries.join('\n')}
`;
}
