interface TlsSectionOptions {
  readonly keys: 'versions' | 'protocols';
  readonly caFile: string;
}

/**
 * The keys of a section of TLS settings, for ODBC and SSLDefs.ini alike: TLS 1.2 or newer, and the server has to prove
 * who it is. Older clients know a sum of protocols only, of which 16 is TLS 1.2.
 */
export function tlsSection({ keys, caFile }: TlsSectionOptions): Readonly<Record<string, string>> {
  const protocols = keys === 'versions' ? { TLSMinVersion: '16', TLSMaxVersion: '32' } : { Protocols: '16' };
  return { ...protocols, VerifyPeer: '1', CAfile: caFile };
}
