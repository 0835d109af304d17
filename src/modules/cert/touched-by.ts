import type { Resources } from '../../core/resource.ts';
import { challengeDirectory } from './acme/challenge-answer.ts';
import type { CertDesired } from './cert-desired.ts';
import { waitingPath } from './install-pair.ts';

/** Every file that a change of this certificate may write. */
export function touchedBy({ certificate, key, issuing }: CertDesired): Resources {
  const files = [certificate, key, waitingPath(certificate), waitingPath(key)];
  return [...files, ...furtherFiles(issuing)].map((path) => `file:${path}` as const);
}

function furtherFiles(issuing: CertDesired['issuing']): readonly string[] {
  if (issuing.from === 'csr') return [issuing.request, issuing.pendingKey];
  if (issuing.from !== 'acme' || issuing.challenge.type !== 'http-01') return [];
  return [challengeDirectory(issuing.challenge.webroot)];
}
