import { setTimeout as pause } from 'node:timers/promises';
import { ConnectionError, DefinitionError } from '../core/errors.ts';
import type { TaskOptions } from '../core/task.ts';

/** As in Ansible. */
const usualDelayMs = 5_000;

export interface Retrying {
  /** How many tries are left. */
  readonly left: number;
  /** The run is being ended in peace: nothing is begun again. */
  readonly drain: AbortSignal;
  readonly signal: AbortSignal;
  readonly onNote: (note: string) => void;
}

/**
 * Waits for the time when a task that failed may be tried again. False: it may not, since no try is left, what it was
 * given is wrong, the connection itself failed, or the run is being ended.
 */
export async function mayRetry(
  failure: unknown,
  { retryDelayMs = usualDelayMs }: TaskOptions,
  { left, drain, signal, onNote }: Retrying,
): Promise<boolean> {
  const isFinal = failure instanceof DefinitionError || failure instanceof ConnectionError;
  if (left === 0 || isFinal || drain.aborted) return false;
  const message = failure instanceof Error ? failure.message : String(failure);
  onNote(
    `${message}; tried again in ${retryDelayMs / 1000} s, ${left === 1 ? 'once' : `up to ${left} times`}`,
  );
  await pause(retryDelayMs, undefined, { signal: AbortSignal.any([drain, signal]) }).catch(() => {});
  return !drain.aborted && !signal.aborted;
}
