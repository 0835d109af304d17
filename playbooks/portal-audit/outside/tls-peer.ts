import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { isIP } from 'node:net';
import { checkServerIdentity, connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { Place } from './answer-of.ts';

/** Who a TLS server says it is, in a whole handshake. */
export interface TlsPeer {
  readonly protocol: string;
  readonly trusted: boolean;
  /** OpenSSL's word for why it is not trusted. */
  readonly distrust: string | undefined;
  /** Why the certificate is not for the name that was asked for. */
  readonly wrongName: string | undefined;
  readonly subject: string;
  readonly issuer: string;
  readonly names: string;
  readonly notAfter: string;
  readonly daysLeft: number;
  readonly chainLength: number;
  readonly key: string;
  readonly keyIsWeak: boolean;
}

export interface Trust {
  readonly servername: string;
  /** CA to trust in place of the public ones, as PEM. */
  readonly ca: string | undefined;
}

/** Makes a handshake with whoever answers; undefined: there was none. */
export async function tlsPeer(
  { host, port, timeoutMs }: Place,
  { servername, ca }: Trust,
  signal: AbortSignal,
): Promise<TlsPeer | undefined> {
  const socket = connect({
    host,
    port,
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    minVersion: 'TLSv1',
    ciphers: 'ALL:@SECLEVEL=0',
    ...(isIP(servername) === 0 ? { servername } : {}),
    ...(ca === undefined ? {} : { ca }),
  });
  socket.setTimeout(timeoutMs, () => socket.destroy(new Error('no answer in time')));
  socket.on('error', () => {});
  try {
    await once(socket, 'secureConnect', { signal });
    return peerOf(socket, servername);
  } catch {
    signal.throwIfAborted();
    return undefined;
  } finally {
    socket.destroy();
  }
}

function peerOf(socket: TLSSocket, servername: string): TlsPeer {
  const peer = socket.getPeerCertificate(true);
  const leaf = new X509Certificate(peer.raw);
  const key = leaf.publicKey;
  const bits = key.asymmetricKeyDetails?.modulusLength;
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    trusted: socket.authorized,
    // Typed as an Error, and in fact its code.
    distrust: socket.authorized ? undefined : String(socket.authorizationError),
    wrongName: checkServerIdentity(servername, peer)?.message,
    subject: leaf.subject.replaceAll('\n', ', '),
    issuer: leaf.issuer.replaceAll('\n', ', '),
    names: leaf.subjectAltName ?? '',
    notAfter: leaf.validToDate.toISOString().slice(0, 10),
    daysLeft: Math.floor((leaf.validToDate.getTime() - Date.now()) / 86_400_000),
    chainLength: chainLength(peer),
    key: `${(key.asymmetricKeyType ?? 'unknown').toUpperCase()} ${bits ?? key.asymmetricKeyDetails?.namedCurve ?? ''}`.trimEnd(),
    keyIsWeak: bits !== undefined && bits < 2048,
  };
}

/** The root of a chain is its own issuer; the last one of an incomplete chain has none. */
function chainLength(peer: DetailedPeerCertificate): number {
  const seen = new Set<string>();
  let next: DetailedPeerCertificate | undefined = peer;
  while (next?.fingerprint256 !== undefined && !seen.has(next.fingerprint256)) {
    seen.add(next.fingerprint256);
    next = next.issuerCertificate;
  }
  return seen.size;
}
