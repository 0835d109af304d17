/** Where a distribution keeps the CAs that are trusted on a host besides its own, and how it reads them. */
export interface TrustStore {
  /** The directory of further CAs. */
  readonly anchors: string;
  readonly suffix: string;
  /** The program that makes the bundle of them. */
  readonly program: string;
  /** What programs read: every CA that is trusted. */
  readonly bundle: string;
}

/** The first whose program and directory are there counts. Sources: update-ca-trust(8), update-ca-certificates(8). */
export const trustStores: readonly TrustStore[] = [
  // Red Hat.
  {
    anchors: '/etc/pki/ca-trust/source/anchors',
    suffix: '.pem',
    program: 'update-ca-trust',
    bundle: '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  },
  // Arch.
  {
    anchors: '/etc/ca-certificates/trust-source/anchors',
    suffix: '.pem',
    program: 'update-ca-trust',
    bundle: '/etc/ca-certificates/extracted/tls-ca-bundle.pem',
  },
  // SUSE.
  {
    anchors: '/etc/pki/trust/anchors',
    suffix: '.pem',
    program: 'update-ca-certificates',
    bundle: '/var/lib/ca-certificates/ca-bundle.pem',
  },
  // Debian, Ubuntu, Alpine.
  {
    anchors: '/usr/local/share/ca-certificates',
    suffix: '.crt',
    program: 'update-ca-certificates',
    bundle: '/etc/ssl/certs/ca-certificates.crt',
  },
];
