import { setTimeout as pause } from 'node:timers/promises';
import { type Conversation, commandOf } from '../../core/command.ts';
import { CommandError, ConnectionError, LostError, RefusedError, TimeoutError } from '../../core/errors.ts';
import { type Shell, sh } from '../../core/sh.ts';
import { bootId } from './boot-state.ts';

interface RestartOptions {
  /** The start of the host that is to end. */
  readonly from: string;
  readonly command?: Shell | undefined;
  readonly test?: Shell | undefined;
  /** From the end of the delays on. */
  readonly timeoutMs: number;
  readonly preRebootDelayMs: number;
  readonly postRebootDelayMs: number;
}

const pauseMs = 500;

const restarting = sh`PATH=$PATH:/usr/sbin:/sbin
if [ -d /run/systemd/system ]; then systemctl reboot; elif command -v shutdown >/dev/null 2>&1; then shutdown -r now; else reboot; fi`;

/** Restarts a host and waits until it answers with another boot id, and a test succeeds. Resolves with that id. */
export async function restartHost(host: Conversation, options: RestartOptions): Promise<string> {
  const { from, command = restarting, test = sh`:`, timeoutMs } = options;
  const { preRebootDelayMs, postRebootDelayMs } = options;
  const { signal } = host;
  if (preRebootDelayMs > 0) host.progress({ text: `restarts in ${preRebootDelayMs / 1000} s` });
  await rest(preRebootDelayMs, signal);
  // The host may be gone before it has answered.
  await host.run(commandOf(command, { touches: 'everything', timeoutMs })).catch((error: unknown) => {
    if (!(error instanceof LostError)) throw error;
  });
  await rest(postRebootDelayMs, signal);
  const end = performance.now() + timeoutMs;
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
    await rest(Math.min(pauseMs, Math.max(0, end - performance.now())), signal);
  }
  throw new TimeoutError(`${failure(seen === from, last)} within ${timeoutMs / 1000} s`, {
    hint: 'Look at its console. A host that takes longer needs a greater timeoutMs.',
    cause: last,
  });
}

/** Rejects with the reason of the signal as soon as the task is ended. */
async function rest(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await pause(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}

/** While a host goes down and comes up, it is not reached, or does not let in, or is not ready. */
function isPassing(error: unknown): boolean {
  return [ConnectionError, RefusedError, CommandError, TimeoutError].some((kind) => error instanceof kind);
}

function failure(isOld: boolean, last: unknown): string {
  if (!isOld) return 'The host has restarted, and its test did not succeed';
  return last instanceof ConnectionError ? 'The host did not come back' : 'The host did not restart';
}
