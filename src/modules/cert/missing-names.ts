import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { certificateNames } from '../shared/certificate-names.ts';

/** The names that a certificate is not for, neither literally nor by a wildcard of it. */
export function missingNames(leaf: X509Certificate, names: readonly string[]): readonly string[] {
  const held = certificateNames(leaf.subjectAltName);
  return names.filter((name) => !held.includes(name) && !covers(leaf, name));
}

function covers(leaf: X509Certificate, name: string): boolean {
  if (isIP(name) !== 0) return leaf.checkIP(name) !== undefined;
  return leaf.checkHost(name, { subject: 'never' }) !== undefined;
}
