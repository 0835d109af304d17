import type { Resources } from '../../core/resource.ts';
import type { CertDesired } from './cert-desired.ts';
import { waitingPath } from './install-pair.ts';

/** Every file that a change of this certificate may write. */
export function touchedBy({ certificate, key, issuing }: CertDesired): Resources {
  const files = [certificate, key, waitingPath(certificate), waitingPath(key)];
  const more = issuing.from === 'csr' ? [issuing.request, issuing.pendingKey] : [];
  return [...files, ...more].map((path) => `file:${path}` as const);
}
