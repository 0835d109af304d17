import { permissionWords } from '../shared/permission-changes.ts';
import type { CertChange } from './cert-change.ts';
import type { CertDesired, Issuing } from './cert-desired.ts';

/** A change in words. */
export function describeCert(change: CertChange, { keyType, names, issuing }: CertDesired): string {
  const what = `for ${names.join(', ')}`;
  switch (change.is) {
    case 'issue': {
      const key = change.key === 'new' ? `new ${keyType} key and ` : '';
      return `${key}certificate ${what}, ${issuedBy(issuing)} (${change.why})`;
    }
    case 'request': {
      const key = change.key === 'new' ? `new ${keyType} key and ` : '';
      return `${key}certificate request ${what}, to be signed elsewhere (${change.why})`;
    }
    case 'install': {
      const key = change.key === 'kept' ? '' : 'key and ';
      return `${issuing.from === 'supplied' ? 'supplied' : 'signed'} ${key}certificate ${what} put in place (${change.why})`;
    }
    case 'pack':
      return `key and chain put into ${change.path} (${change.why})`;
    case 'permit':
      return `${change.of}: ${permissionWords(change.permissions)}`;
  }
}

function issuedBy(issuing: Issuing): string {
  if (issuing.from === 'acme') return `issued by ${new URL(issuing.server).host}`;
  return issuing.from === 'private-ca' ? `issued by ${issuing.name}` : 'signed by its own key';
}
