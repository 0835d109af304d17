import { permissionWords } from '../shared/permission-changes.ts';
import type { CertChange } from './cert-change.ts';
import type { CertDesired } from './cert-desired.ts';

/** A change in words. */
export function describeCert(change: CertChange, { keyType, names, issuing }: CertDesired): string {
  const what = `for ${names.join(', ')}`;
  switch (change.is) {
    case 'issue': {
      const by = issuing.from === 'private-ca' ? issuing.name : issuing.from;
      const key = change.key === 'new' ? `new ${keyType} key and ` : '';
      return `${key}certificate ${what}, issued by ${by} (${change.why})`;
    }
    case 'request': {
      const key = change.key === 'new' ? `new ${keyType} key and ` : '';
      return `${key}certificate request ${what}, to be signed elsewhere (${change.why})`;
    }
    case 'install': {
      const key = change.key === 'kept' ? '' : 'key and ';
      return `${issuing.from === 'supplied' ? 'supplied' : 'signed'} ${key}certificate ${what} put in place (${change.why})`;
    }
    case 'permit':
      return `${change.of}: ${permissionWords(change.permissions)}`;
  }
}
