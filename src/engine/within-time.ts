import { TimeoutError } from '../core/errors.ts';
import type { Task } from '../core/task.ts';
import type { HostLink } from '../session/host-link.ts';

interface Limited {
  readonly task: Task;
  readonly link: HostLink;
  readonly signal: AbortSignal;
}

/**
 * Carries a task out within the time it is given as a whole. When that is over, what it runs is ended, on the host too,
 * and a TimeoutError is raised.
 */
export async function withinTime<T>(
  { task, link, signal }: Limited,
  carryOut: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { timeoutMs } = task.options;
  if (timeoutMs === undefined) return carryOut(signal);
  const limit = new AbortController();
  const tooLong = new TimeoutError(
    `"${task.name}" was not done on ${link.host} within ${timeoutMs / 1000} s`,
    {
      hint: 'What it ran has been ended on the host. Give the task a longer timeoutMs if it needs one.',
    },
  );
  const stop = () => limit.abort(signal.reason);
  signal.addEventListener('abort', stop);
  const timer = setTimeout(() => {
    limit.abort(tooLong);
    void link.interrupt();
  }, timeoutMs);
  try {
    return await carryOut(limit.signal);
  } catch (error) {
    throw limit.signal.reason === tooLong ? tooLong : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
