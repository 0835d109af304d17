import { CancelledError, DroverError } from '../core/errors.ts';

interface Signals {
  readonly drain: AbortSignal;
  readonly signal: AbortSignal;
}

/** Follows the signals of whoever runs us until disposed. Whatever they give as a reason, it becomes an error of ours. */
export function ownSignals(given: Signals): Signals & Disposable {
  const drain = following(given.drain);
  const signal = following(given.signal);
  return {
    drain: drain.signal,
    signal: signal.signal,
    [Symbol.dispose]: () => {
      drain.leave();
      signal.leave();
    },
  };
}

function following(given: AbortSignal): { readonly signal: AbortSignal; readonly leave: () => void } {
  const own = new AbortController();
  const follow = () => own.abort(ownReason(given.reason));
  given.addEventListener('abort', follow);
  if (given.aborted) follow();
  return { signal: own.signal, leave: () => given.removeEventListener('abort', follow) };
}

function ownReason(reason: unknown): DroverError {
  if (reason instanceof DroverError) return reason;
  // What an abort without a reason gives.
  const isNone = reason instanceof DOMException && reason.name === 'AbortError';
  if (isNone) return new CancelledError('Cancelled by the caller', { cause: reason });
  return new CancelledError(reason instanceof Error ? reason.message : String(reason), { cause: reason });
}
