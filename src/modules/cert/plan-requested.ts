import { RefusedError } from '../../core/errors.ts';
import type { CertChange } from './cert-change.ts';
import type { CertDesired, Issuing } from './cert-desired.ts';
import type { CertState } from './cert-state.ts';
import { keyTypeOf } from './public-key.ts';
import { sameNames } from './same-names.ts';
import { waitingForSignature } from './waiting-for-signature.ts';
import type { Reason } from './why-issue.ts';

export interface Requested {
  readonly current: CertState;
  readonly desired: CertDesired;
  readonly issuing: Extract<Issuing, { from: 'csr' }>;
  readonly reason: Reason;
}

/** Installs what was signed elsewhere; until then, sees to it that a request is there, and refuses to go on. */
export function planRequested(needed: Requested): readonly CertChange[] {
  const { current, issuing } = needed;
  const signed = planSigned(needed);
  if (signed !== undefined) return [signed];
  const request = planRequest(needed);
  if (request !== undefined) return [request];
  const pem = current.request.is === 'request' ? current.request.pem : '';
  throw waitingForSignature(needed.desired.names, issuing, pem);
}

function planSigned({
  current,
  desired,
  issuing,
  reason: { why, newKey },
}: Requested): CertChange | undefined {
  const { signed, signedFile } = issuing;
  // Last year's answer may still lie there when the next request is due.
  if (signed === undefined || signed.daysLeft < desired.renewBeforeDays) return undefined;
  const { certificate, key, pendingKey } = current;
  if (certificate.is === 'certificate' && certificate.pem === signed.pem && current.matchesKey === true) {
    return undefined;
  }
  if (pendingKey.is === 'key' && pendingKey.publicKey === signed.publicKey)
    return { is: 'install', why, key: 'pending' };
  if (key.is === 'key' && key.publicKey === signed.publicKey) {
    return newKey ? undefined : { is: 'install', why, key: 'kept' };
  }
  throw new RefusedError(`${signedFile} was not made from the request ${issuing.request} of this host`, {
    hint: 'Have that request signed, or remove the file to have a new request made.',
  });
}

function planRequest({ current, desired, reason }: Requested): CertChange | undefined {
  const { why } = reason;
  const key = keyFor(current, desired, reason);
  if (key === 'new') return { is: 'request', why, key };
  const { request } = current;
  const used = key === 'kept' ? current.key : current.pendingKey;
  const isOurs = request.is === 'request' && used.is === 'key' && request.publicKey === used.publicKey;
  return isOurs && sameNames(request.names, desired.names) ? undefined : { is: 'request', why, key };
}

function keyFor(
  { pendingKey }: CertState,
  { keyType }: CertDesired,
  { newKey }: Reason,
): 'kept' | 'pending' | 'new' {
  if (!newKey) return 'kept';
  const usable =
    pendingKey.is === 'key' &&
    pendingKey.publicKey !== undefined &&
    keyTypeOf(pendingKey.publicKey) === keyType;
  return usable ? 'pending' : 'new';
}
