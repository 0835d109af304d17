import { X509Certificate } from 'node:crypto';

const block = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** The certificates of a PEM text, in their order. Throws when one of them cannot be read. */
export function pemCertificates(pem: string): readonly X509Certificate[] {
  return [...pem.matchAll(block)].map(([text]) => new X509Certificate(text));
}
