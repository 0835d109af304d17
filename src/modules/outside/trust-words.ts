import type { CertificateView } from '../shared/certificate-view.ts';
import type { TlsState } from './tls-state.ts';

/** Why a server is not trusted, in words that name the certificate to blame. */
export function trustWords(state: TlsState, name: string, now: number): string {
  const { authorizationError: code = 'unknown', chain, subject, names } = state;
  const last = chain.at(-1) ?? state;
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return blamed(
        chain,
        (one) => Date.parse(one.notAfter) < now,
        (one) => `expired on ${one.notAfter}`,
      );
    case 'CERT_NOT_YET_VALID':
      return blamed(
        chain,
        (one) => Date.parse(one.notBefore) > now,
        (one) => `is not valid before ${one.notBefore}`,
      );
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return `the certificate (${subject}) is self-signed and not trusted here`;
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return `the root of the chain (${last.subject}) is not trusted here`;
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return `unable to verify the first certificate: the chain is incomplete, or ${state.issuer} is not trusted here`;
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return `the chain ends with ${last.subject}, whose issuer (${last.issuer}) is not trusted here`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `the certificate is not for ${name}; it is for ${names.join(', ') || 'no name'}`;
    default:
      return `the certificate (${subject}) is not trusted: ${code}`;
  }
}

function blamed(
  chain: readonly CertificateView[],
  isTo: (one: CertificateView) => boolean,
  words: (one: CertificateView) => string,
): string {
  const at = chain.findIndex(isTo);
  const one = chain[at];
  if (one === undefined) return 'a certificate of the chain is not in date';
  return at === 0
    ? `the certificate ${words(one)}`
    : `the certificate of the issuer (${one.subject}) ${words(one)}`;
}
