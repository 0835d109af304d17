export type TlsLevel = 'modern' | 'intermediate';

interface Level {
  readonly protocols: readonly string[];
  /** Of TLS 1.2, by the names of OpenSSL; those of TLS 1.3 are OpenSSL's own defaults, and the guideline's. */
  readonly ciphers: readonly string[];
  readonly curves: readonly string[];
  readonly serverChooses: boolean;
  readonly hstsSeconds: number;
}

/**
 * Mozilla's guideline "Server Side TLS" as data. Of `intermediate` the three DHE suites are left out: they need a group
 * of their own, and no browser that can show the portal asks for them.
 */
export const tlsGuideline: {
  readonly version: string;
  readonly date: string;
  readonly levels: Readonly<Record<TlsLevel, Level>>;
} = {
  version: '5.7',
  date: '2023-05-15',
  levels: {
    modern: {
      protocols: ['TLSv1.3'],
      ciphers: [],
      curves: ['X25519', 'prime256v1', 'secp384r1'],
      serverChooses: false,
      hstsSeconds: 63_072_000,
    },
    intermediate: {
      protocols: ['TLSv1.2', 'TLSv1.3'],
      ciphers: [
        'ECDHE-ECDSA-AES128-GCM-SHA256',
        'ECDHE-RSA-AES128-GCM-SHA256',
        'ECDHE-ECDSA-AES256-GCM-SHA384',
        'ECDHE-RSA-AES256-GCM-SHA384',
        'ECDHE-ECDSA-CHACHA20-POLY1305',
        'ECDHE-RSA-CHACHA20-POLY1305',
      ],
      curves: ['X25519', 'prime256v1', 'secp384r1'],
      serverChooses: false,
      hstsSeconds: 63_072_000,
    },
  },
};
