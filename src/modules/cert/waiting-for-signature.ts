import { RefusedError } from '../../core/errors.ts';
import type { Issuing } from './cert-desired.ts';

/** Says where the request is and what has to happen with it. The request is public, so its text is given too. */
export function waitingForSignature(
  names: readonly string[],
  { request, signedFile }: Extract<Issuing, { from: 'csr' }>,
  pem: string,
): RefusedError {
  const next =
    signedFile === undefined
      ? 'save the answer on this machine, name it as issuer.signed'
      : `save the answer, with its intermediates after it, as ${signedFile} on this machine`;
  return new RefusedError(
    `The certificate for ${names.join(', ')} waits to be signed; the request is ${request} on the host:\n${pem.trim()}`,
    { hint: `Have the request signed, ${next}, and run again.` },
  );
}
