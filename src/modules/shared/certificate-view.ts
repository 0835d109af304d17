import type { X509Certificate } from 'node:crypto';
import { certificateNames } from './certificate-names.ts';

/** What a person wants to know of a certificate. */
export interface CertificateView {
  /** On one line, such as `CN=portal.example, O=Example`. */
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** What it is for: DNS names, IP addresses, e-mail addresses and URIs. */
  readonly names: readonly string[];
  /** SHA-256, as hexadecimal pairs with colons. */
  readonly fingerprint256: string;
  readonly selfSigned: boolean;
}

/** A certificate as plain values. */
export function certificateView(certificate: X509Certificate): CertificateView {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    notBefore: certificate.validFromDate.toISOString(),
    notAfter: certificate.validToDate.toISOString(),
    names: certificateNames(certificate.subjectAltName),
    fingerprint256: certificate.fingerprint256,
    selfSigned: certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey),
  };
}

/** Whether a certificate names another as its issuer and bears a signature by its key. */
export function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

/** A certificate has no subject where all its names are elsewhere; Node then gives undefined. */
function oneLine(name: string | undefined): string {
  return (name ?? '').trim().split('\n').join(', ');
}
