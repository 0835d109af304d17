import { X509Certificate } from 'node:crypto';
import { RefusedError } from '../../core/errors.ts';
import { caText } from '../outside/ca-text.ts';
import { pemCertificates } from '../shared/pem-certificates.ts';

/** The one certificate of a CA, as every program writes it. Rejects with a RefusedError for what is none. */
export async function caPem(given: string, directory: string): Promise<string> {
  const [ca, ...more] = certificatesIn((await caText(given, directory)) ?? '');
  if (ca === undefined || more.length > 0) {
    const found = ca === undefined ? 'no certificate' : `${more.length + 1} certificates`;
    throw new RefusedError(`${titleOf(given)} holds ${found}, and one is needed`, {
      hint: 'Give the certificate of the CA alone, as PEM; each CA is a task of its own.',
    });
  }
  if (!ca.ca) {
    throw new RefusedError(`${titleOf(given)} is no CA: ${ca.subject.replaceAll('\n', ', ')}`, {
      hint: 'Give the certificate that signs, not one that it has signed.',
    });
  }
  return new X509Certificate(ca.raw).toString();
}

function certificatesIn(text: string): readonly X509Certificate[] {
  try {
    return pemCertificates(text);
  } catch {
    return [];
  }
}

function titleOf(given: string): string {
  return given.includes('-----BEGIN') ? 'The text' : given;
}
