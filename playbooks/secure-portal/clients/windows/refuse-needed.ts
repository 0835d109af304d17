import { RefusedError } from 'drover';

/** Throws a RefusedError for what a client still needs. */
export function refuseNeeded(what: string, isAllowed: boolean): void {
  if (isAllowed) return;
  throw new RefusedError(`${what} stays: the SuperServer was not seen to take clients without TLS`, {
    hint: 'Run unsecure-portal for the host of the SuperServer too, while its instance runs.',
  });
}
