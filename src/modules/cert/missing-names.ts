import type { X509Certificate } from 'node:crypto';
import { certificateNames } from '../shared/certificate-names.ts';
import { nameKind } from './name-kind.ts';

/** The names that a certificate is not for, neither literally nor by a wildcard of it. */
export function missingNames(leaf: X509Certificate, names: readonly string[]): readonly string[] {
  const held = certificateNames(leaf.subjectAltName);
  return names.filter((name) => !held.includes(name) && !covers(leaf, name));
}

function covers(leaf: X509Certificate, name: string): boolean {
  switch (nameKind(name)) {
    case 'ip':
      return leaf.checkIP(name) !== undefined;
    case 'dns':
      return leaf.checkHost(name, { subject: 'never' }) !== undefined;
    case 'email':
    case 'uri':
      return false;
  }
}
