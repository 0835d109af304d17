interface TlsPolicy {
  /** Directives of mod_ssl. */
  readonly lines: readonly string[];
  readonly honorOrder: 'on' | 'off';
}

/** Mozilla's server side TLS guideline, version 5.7, as directives for httpd with OpenSSL 1.1.1 or newer. */
export const tlsPolicies: Readonly<Record<'modern' | 'intermediate', TlsPolicy>> = {
  modern: { lines: ['SSLProtocol -all +TLSv1.3'], honorOrder: 'off' },
  intermediate: {
    lines: [
      'SSLProtocol -all +TLSv1.2 +TLSv1.3',
      `SSLCipherSuite ${[
        'ECDHE-ECDSA-AES128-GCM-SHA256',
        'ECDHE-RSA-AES128-GCM-SHA256',
        'ECDHE-ECDSA-AES256-GCM-SHA384',
        'ECDHE-RSA-AES256-GCM-SHA384',
        'ECDHE-ECDSA-CHACHA20-POLY1305',
        'ECDHE-RSA-CHACHA20-POLY1305',
      ].join(':')}`,
    ],
    honorOrder: 'off',
  },
};
