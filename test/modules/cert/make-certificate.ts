import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

export interface Made {
  readonly pem: string;
  readonly key: string;
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

interface Wanted {
  readonly name: string;
  readonly names?: readonly string[];
  /** Who signs; undefined: itself. */
  readonly by?: Made | undefined;
  readonly ca?: boolean;
  /** Days from now. */
  readonly from?: number;
  readonly to?: number;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 86_400_000;

/** A certificate with its key, for tests: with whatever dates, names and issuer. */
export async function makeCertificate(wanted: Wanted): Promise<Made> {
  const { name, names = [name], by, ca = false, from = -1, to = 90 } = wanted;
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const san = names.map((value) => ({
    type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const),
    value,
  }));
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: [name] }],
    issuer: by?.certificate.subject ?? [{ CN: [name] }],
    notBefore: new Date(Date.now() + from * day),
    notAfter: new Date(Date.now() + to * day),
    publicKey: keys.publicKey,
    signingKey: (by?.keys ?? keys).privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(ca, undefined, true),
      ...(ca ? [] : [new x509.SubjectAlternativeNameExtension(san)]),
    ],
  });
  const bytes = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    pem: `${certificate.toString('pem')}\n`,
    key: `${x509.PemConverter.encode(bytes, 'PRIVATE KEY')}\n`,
    certificate,
    keys,
  };
}
