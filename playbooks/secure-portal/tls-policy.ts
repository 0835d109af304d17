import { type TlsLevel, tlsGuideline } from './tls-guideline.ts';

/** A level of the guideline as directives of mod_ssl, for httpd with OpenSSL 1.1.1 or newer. */
export function tlsPolicy(level: TlsLevel): readonly string[] {
  const { protocols, ciphers, curves, serverChooses } = tlsGuideline.levels[level];
  return [
    `SSLProtocol -all ${protocols.map((name) => `+${name}`).join(' ')}`,
    ...(ciphers.length === 0 ? [] : [`SSLCipherSuite ${ciphers.join(':')}`]),
    `SSLOpenSSLConfCmd Curves ${curves.join(':')}`,
    `SSLHonorCipherOrder ${serverChooses ? 'on' : 'off'}`,
    'SSLCompression off',
    'SSLSessionTickets off',
    'SSLInsecureRenegotiation off',
  ];
}
