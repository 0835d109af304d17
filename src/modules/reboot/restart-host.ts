import { setTimeout as pause } from 'node:timers/promises';
import { type Conversation, commandOf } from '../../core/command.ts';
import { CommandError, ConnectionError, LostError, RefusedError, TimeoutError } from '../../core/errors.ts';
import { controllerQuery } from '../../core/query.ts';
import { type Shell, sh } from '../../core/sh.ts';
import { bootId } from './boot-state.ts';

interface RestartOptions {
  /** The start of the host that is to end. */
  readonly from: string;
  readonly command: Shell | undefined;
  readonly test: Shell | undefined;
  readonly timeoutMs: number;
}

const pauseMs = 500;

/** What ends the task from outside: the end of the run, or of its own time. */
const ending = controllerQuery((signal) => Promise.resolve(signal), []);

const restarting = sh`PATH=$PATH:/usr/sbin:/sbin
if [ -d /run/systemd/system ]; then systemctl reboot; elif command -v shutdown >/dev/null 2>&1; then shutdown -r now; else reboot; fi`;

/** Restarts a host and waits until it answers with another boot id, and a test succeeds. Resolves with that id. */
export async function restartHost(host: Conversation, options: RestartOptions): Promise<string> {
  const { from, command = restarting, test = sh`:`, timeoutMs } = options;
  const end = performance.now() + timeoutMs;
  const signal = await host.ask(ending);
  // The host may be gone before it has answered.
  await host.run(commandOf(command, { touches: 'everything', timeoutMs })).catch((error: unknown) => {
    if (!(error instanceof LostError)) throw error;
  });
  let seen = from;
  let last: unknown;
  while (performance.now() < end) {
    signal.throwIfAborted();
    try {
      seen = await host.ask(bootId());
      if (seen !== from) {
        await host.run(commandOf(test, { touches: [] }));
        return seen;
      }
    } catch (error) {
      if (!isPassing(error)) throw error;
      last = error;
    }
    const restMs = Math.max(0, end - performance.now());
    await pause(Math.min(pauseMs, restMs), undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  throw new TimeoutError(`${failure(seen === from, last)} within ${timeoutMs / 1000} s`, {
    hint: 'Look at its console. A host that takes longer needs a greater timeoutMs.',
    cause: last,
  });
}

/** While a host goes down and comes up, it is not reached, or does not let in, or is not ready. */
function isPassing(error: unknown): boolean {
  return [ConnectionError, RefusedError, CommandError, TimeoutError].some((kind) => error instanceof kind);
}

function failure(isOld: boolean, last: unknown): string {
  if (!isOld) return 'The host has restarted, and its test did not succeed';
  return last instanceof ConnectionError ? 'The host did not come back' : 'The host did not restart';
}
