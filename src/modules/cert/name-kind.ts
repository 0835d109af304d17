import { isIP } from 'node:net';

/** The kinds of names in subjectAltName that are made here. */
export type NameKind = 'dns' | 'ip' | 'email' | 'uri';

/** Of what kind a name is, told by its form alone. */
export function nameKind(name: string): NameKind {
  if (isIP(name) !== 0) return 'ip';
  if (/^[a-z][a-z0-9+.-]*:/i.test(name)) return 'uri';
  return name.includes('@') ? 'email' : 'dns';
}
