export interface Deadline extends Disposable {
  /** Aborted when the time is over, or with the parent. */
  readonly signal: AbortSignal;
}

/** A time-out that is over when its block is left, and leaves no listener on the parent. */
export function deadline(parent: AbortSignal, timeoutMs: number): Deadline {
  const controller = new AbortController();
  const end = () => controller.abort(parent.reason);
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  parent.addEventListener('abort', end, { once: true });
  if (parent.aborted) end();
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      parent.removeEventListener('abort', end);
    },
  };
}
