import type { X509Certificate } from 'node:crypto';
import { DefinitionError } from '../../core/errors.ts';
import { certificateView, isIssuedBy } from '../shared/certificate-view.ts';
import { pemCertificates } from '../shared/pem-certificates.ts';

export interface Chain {
  readonly leaf: X509Certificate;
  /** Normal form: the certificates and nothing else. */
  readonly pem: string;
}

const mistaken: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN ([A-Z]+ )?PUBLIC KEY-----/, 'a public key instead of a certificate'],
  [/-----BEGIN (NEW )?CERTIFICATE REQUEST-----/, 'a certificate request instead of a certificate'],
  [/-----BEGIN ([A-Z]+ )*PRIVATE KEY-----/, 'a private key instead of a certificate'],
  [/-----BEGIN (PKCS7|CMS)-----/, 'a PKCS #7 bundle instead of PEM certificates'],
];

const order = 'Put the certificate of the host first, then each one that issued the one before it.';

/** Reads a chain and proves its order. Throws a DefinitionError that names the file and what is wrong with it. */
export function chainFromPem(text: string, file: string): Chain {
  const certificates = readable(text, file);
  const [leaf] = certificates;
  if (leaf === undefined) throw new DefinitionError(`${file} holds ${whatIsIn(text)}`, { hint: order });
  for (const [at, certificate] of certificates.slice(0, -1).entries()) {
    const next = certificates[at + 1];
    if (next !== undefined && !isIssuedBy(certificate, next)) throw broken(certificates, at, file);
  }
  return { leaf, pem: certificates.map((certificate) => certificate.toString()).join('') };
}

/** What a text is that holds no certificate, in words. */
export function whatIsIn(text: string): string {
  const [, words] = mistaken.find(([pattern]) => pattern.test(text)) ?? [];
  return words ?? (text.trim() === '' ? 'nothing' : 'no PEM certificate');
}

function readable(text: string, file: string): readonly X509Certificate[] {
  try {
    return pemCertificates(text);
  } catch (cause) {
    throw new DefinitionError(`${file} holds a certificate that cannot be read`, {
      hint: 'It was cut off or changed: copy it again.',
      cause,
    });
  }
}

function broken(certificates: readonly X509Certificate[], at: number, file: string): DefinitionError {
  const [one, next] = [certificates[at], certificates[at + 1]].map((certificate) =>
    certificate === undefined ? '' : certificateView(certificate).subject,
  );
  const issuer = certificates.findIndex((other) => {
    const certificate = certificates[at];
    return certificate !== undefined && other !== certificate && isIssuedBy(certificate, other);
  });
  const where = issuer === -1 ? '' : `, but number ${issuer + 1} did`;
  const what = issuer === -1 && !isOutOfOrder(certificates) ? 'is broken' : 'is out of order';
  return new DefinitionError(
    `The chain in ${file} ${what}: certificate ${at + 2} (${next}) did not issue certificate ${at + 1} (${one})${where}`,
    { hint: order },
  );
}

function isOutOfOrder(certificates: readonly X509Certificate[]): boolean {
  return certificates.some((one) => certificates.some((other) => one !== other && isIssuedBy(one, other)));
}
