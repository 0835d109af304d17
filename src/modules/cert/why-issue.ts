import { pemCertificates } from '../shared/pem-certificates.ts';
import type { CertDesired, Issuing } from './cert-desired.ts';
import type { CertState } from './cert-state.ts';
import type { CertificateState } from './certificate-state.ts';
import { missingNames } from './missing-names.ts';
import { keyTypeOf } from './public-key.ts';
import { sameNames } from './same-names.ts';

export interface Reason {
  readonly why: string;
  readonly newKey: boolean;
}

type Certificate = Extract<CertificateState, { is: 'certificate' }>;

/** Why a certificate has to be made, or undefined where the present one will do. */
export function whyIssue(current: CertState, desired: CertDesired): Reason | undefined {
  const keyReason = whyKey(current, desired);
  const newKey = keyReason !== undefined;
  const { certificate } = current;
  switch (certificate.is) {
    case 'absent':
      return { why: 'absent', newKey };
    case 'unreadable':
      return { why: 'cannot be read', newKey };
    case 'not-a-certificate':
      return { why: `the file holds ${certificate.found}`, newKey };
    case 'certificate': {
      const why = keyReason ?? whyCertificate(certificate, current, desired);
      return why === undefined ? undefined : { why, newKey };
    }
  }
}

function whyKey({ key }: CertState, { keyType }: CertDesired): string | undefined {
  if (key.is !== 'key' || key.publicKey === undefined) return 'its key is absent';
  const found = keyTypeOf(key.publicKey);
  return found === keyType ? undefined : `the key is ${found}, not ${keyType}`;
}

function whyCertificate(
  certificate: Certificate,
  { matchesKey, ca }: CertState,
  { names, issuing, renewBeforeDays }: CertDesired,
): string | undefined {
  if (matchesKey === false) return 'does not match the key';
  if (issuing.from === 'private-ca' && ca?.signedIt !== true) return 'issued by another CA';
  if (issuing.from === 'self-signed' && !certificate.selfSigned) return 'not signed by its own key';
  if (issuing.from === 'acme' && certificate.selfSigned) return 'signed by its own key';
  if (!certificate.chainOk) return 'the chain is broken';
  if (!namesFit(certificate, names, issuing.from)) return `names differ: ${certificate.names.join(', ')}`;
  return whyRenew(certificate.daysLeft, renewBeforeDays);
}

function whyRenew(daysLeft: number, renewBeforeDays: number): string | undefined {
  if (daysLeft < 0) return `expired ${daysWords(-daysLeft)} ago`;
  return daysLeft < renewBeforeDays ? `expires in ${daysWords(daysLeft)}` : undefined;
}

function daysWords(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

/** Who signs elsewhere may add names, or sign a wildcard; what is signed in a run has the very names. */
function namesFit({ pem, names }: Certificate, wanted: readonly string[], from: Issuing['from']): boolean {
  if (from === 'private-ca' || from === 'self-signed' || from === 'acme') return sameNames(names, wanted);
  return pemCertificates(pem)
    .slice(0, 1)
    .every((leaf) => missingNames(leaf, wanted).length === 0);
}
