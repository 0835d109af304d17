import type { X509Certificate } from 'node:crypto';
import { DefinitionError } from '../../core/errors.ts';
import { certificateView } from '../shared/certificate-view.ts';
import { missingNames } from './missing-names.ts';

/** Throws a DefinitionError when a certificate from the controller is not for all the names. */
export function checkNames(leaf: X509Certificate, names: readonly string[], file: string): void {
  const { names: held } = certificateView(leaf);
  const missing = missingNames(leaf, names);
  if (missing.length === 0) return;
  throw new DefinitionError(
    `The certificate in ${file} is not for ${missing.join(', ')}; it is for ${held.join(', ') || 'no name'}`,
    { hint: 'Supply one whose subjectAltName holds every name, or ask for fewer names.' },
  );
}

/** Throws a DefinitionError when a certificate from the controller is not in date. */
export function checkDates(leaf: X509Certificate, file: string, now: number): void {
  const { notBefore, notAfter } = certificateView(leaf);
  if (now > leaf.validToDate.getTime()) {
    throw new DefinitionError(`The certificate in ${file} expired on ${notAfter}`, {
      hint: 'Supply its renewal.',
    });
  }
  if (now < leaf.validFromDate.getTime()) {
    throw new DefinitionError(`The certificate in ${file} is not valid before ${notBefore}`, {
      hint: 'Wait until then, or check the clock of this machine.',
    });
  }
}
