import { pemCertificates } from '../../shared/pem-certificates.ts';
import type { CertState } from '../cert-state.ts';
import { sameNames } from '../same-names.ts';

/** Why a PKCS #12 file has to be made of the pair that is there, or undefined where the present one will do. */
export function whyPack({ pkcs12, certificate, key }: CertState, alias: string): string | undefined {
  switch (pkcs12.is) {
    case 'absent':
      return 'absent';
    // Refused before: what it is has to be said first.
    case 'unreadable':
    case 'other':
      return undefined;
    case 'closed':
      return 'does not open with the password';
    case 'open': {
      if (key.is !== 'key' || pkcs12.publicKey !== key.publicKey) return 'holds another key';
      if (certificate.is !== 'certificate') return 'holds another certificate';
      const chain = pemCertificates(certificate.pem).map((one) => one.toString());
      if (!sameNames(pkcs12.certificates, chain)) return 'holds another certificate';
      return pkcs12.aliases.includes(alias) ? undefined : `the entry is not called ${alias}`;
    }
  }
}
