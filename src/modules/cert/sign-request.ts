import { createPrivateKey, webcrypto, type X509Certificate } from 'node:crypto';
import { RefusedError } from '../../core/errors.ts';
import { certificateView } from '../shared/certificate-view.ts';
import { dayMs, serialNumber, skewMs } from './certificate-terms.ts';
import { loadX509 } from './load-x509.ts';
import { nameKind } from './name-kind.ts';
import type { SigningRequest } from './private-ca.ts';

/** What the library calls them. */
const generalNames = { dns: 'dns', ip: 'ip', email: 'email', uri: 'url' } as const;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Signs the public key of a request, for names that we chose: what else the request asks for is left out. */
export async function signRequest(
  { request, names, days = 365 }: SigningRequest,
  ca: X509Certificate,
  caKey: string,
): Promise<string> {
  const x509 = await loadX509();
  const asked = new x509.Pkcs10CertificateRequest(request);
  if (!(await asked.verify())) throw new RefusedError('The certificate request is not signed by its own key');
  const now = Date.now();
  const notAfter = new Date(now + days * dayMs);
  refuseToOutlive(ca, notAfter);
  const authority = new x509.X509Certificate(ca.raw);
  const { digitalSignature, keyEncipherment } = x509.KeyUsageFlags;
  const isRsa = asked.publicKey.algorithm.name.startsWith('RSA');
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [names[0] ?? ''] }],
    issuer: authority.subject,
    notBefore: new Date(now - skewMs),
    notAfter,
    publicKey: asked.publicKey,
    signingKey: await signingKey(caKey),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(isRsa ? digitalSignature | keyEncipherment : digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: generalNames[nameKind(value)], value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(authority),
      await x509.SubjectKeyIdentifierExtension.create(asked.publicKey),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

function refuseToOutlive(ca: X509Certificate, notAfter: Date): void {
  if (notAfter <= ca.validToDate) return;
  const { subject, notAfter: end } = certificateView(ca);
  throw new RefusedError(`The private CA (${subject}) ends on ${end}, before the new certificate would`, {
    hint: 'Ask for fewer days, or move its directory away: a new CA is then made, to be trusted by the clients.',
  });
}

function signingKey(pem: string) {
  // From its own directory, where only we write: always an ECDSA key on P-256.
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
}
