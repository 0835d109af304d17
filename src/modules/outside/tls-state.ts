import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { type CertificateView, certificateView } from '../shared/certificate-view.ts';

/** What a client sees of a TLS server. */
export interface TlsState extends CertificateView {
  readonly protocol: string;
  readonly cipher: string;
  /** The chain leads to a CA that is trusted, is in date, and is for the name that was asked for. */
  readonly authorized: boolean;
  /** OpenSSL's or Node's code of the reason, such as `CERT_HAS_EXPIRED`. */
  readonly authorizationError: string | undefined;
  /** Whole days; negative once it has expired. */
  readonly daysLeft: number;
  /** The server's certificate first, then its issuers, as far as they were sent or are known here. */
  readonly chain: readonly CertificateView[];
  readonly pem: string;
  /** Of the protocols that should be refused, those that were not. */
  readonly accepted: readonly string[];
}

/** Reads what a handshake has shown. */
export function tlsState(socket: TLSSocket): TlsState {
  const chain = chainOf(socket.getPeerCertificate(true));
  const [leaf] = chain;
  if (leaf === undefined) throw new Error('the server showed no certificate');
  const { authorized } = socket;
  return {
    ...certificateView(leaf),
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher().standardName,
    authorized,
    // Typed as an Error, and in fact its code.
    authorizationError: authorized ? undefined : String(socket.authorizationError),
    daysLeft: Math.floor((leaf.validToDate.getTime() - Date.now()) / 86_400_000),
    chain: chain.map(certificateView),
    pem: leaf.toString(),
    accepted: [],
  };
}

function chainOf(peer: DetailedPeerCertificate): readonly X509Certificate[] {
  const seen: Buffer[] = [];
  // Typed as always there, but the last one of an incomplete chain has no issuer, and a root is its own.
  let next: DetailedPeerCertificate | undefined = peer;
  while (next?.raw !== undefined && !seen.some((raw) => next?.raw.equals(raw))) {
    seen.push(next.raw);
    next = next.issuerCertificate;
  }
  return seen.map((raw) => new X509Certificate(raw));
}
