export interface Limit {
  readonly timeoutMs: number;
  /** What to reject with when the time is over. */
  readonly tooLong: () => Error;
  readonly signal?: AbortSignal;
}

/** Settles as `work` does, or rejects when the time is over or the signal fires. Leaves no timer and no listener. */
export async function limited<T>(work: Promise<T>, { timeoutMs, tooLong, signal }: Limit): Promise<T> {
  const { promise: over, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal?.reason);
  const timer = setTimeout(() => reject(tooLong()), timeoutMs);
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted === true) onAbort();
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
