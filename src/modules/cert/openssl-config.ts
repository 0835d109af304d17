import { nameKind } from './name-kind.ts';

const kinds = { dns: 'DNS', ip: 'IP', email: 'email', uri: 'URI' } as const;

/**
 * What openssl has to know of a request or of a certificate that signs itself. A configuration of its own, since
 * `-addext` is younger than hosts that are still in service, and since that of the host may ask questions. Names were
 * checked: none can break out of its line.
 */
export function opensslConfig(names: readonly string[], extensions: readonly string[] = []): string {
  const entries = names.map((name, at) => `${kinds[nameKind(name)]}.${at + 1} = ${name}`);
  return `[req]
prompt = no
distinguished_name = subject
req_extensions = extensions
x509_extensions = extensions
[subject]
CN = ${names[0] ?? ''}
[extensions]
${[...extensions, 'subjectAltName = @names'].join('\n')}
[names]
${entries.join('\n')}
`;
}
