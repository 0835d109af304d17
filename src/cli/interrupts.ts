import { CancelledError } from '../core/errors.ts';

export interface Interrupts extends Disposable {
  /** Aborted by the first Ctrl-C. */
  readonly drain: AbortSignal;
  /** Aborted by the second Ctrl-C, and by SIGTERM at once. */
  readonly signal: AbortSignal;
}

/** Turns Ctrl-C and SIGTERM into the two signals of a run. `say` tells the person what happens now. */
export function interrupts(say: (text: string) => void): Interrupts {
  const drain = new AbortController();
  const signal = new AbortController();
  const onInterrupt = () => {
    if (drain.signal.aborted) {
      say('Ending what still runs on the hosts.');
      signal.abort(new CancelledError('Cancelled by a second Ctrl-C'));
      return;
    }
    say('Finishing the tasks in hand; press Ctrl-C again to end them at once.');
    drain.abort(new CancelledError('Cancelled by Ctrl-C'));
  };
  const onTerminate = () => {
    drain.abort(new CancelledError('Cancelled by SIGTERM'));
    signal.abort(new CancelledError('Cancelled by SIGTERM'));
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return {
    drain: drain.signal,
    signal: signal.signal,
    [Symbol.dispose]: () => {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
    },
  };
}
