import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { ReadStream } from 'node:tty';
import { CancelledError, RefusedError } from '../../core/errors.ts';

const asked = new Map<string, Promise<void>>();

/**
 * Settles when somebody at the terminal of the controller has pressed Enter; hosts that wait for the same at the same
 * time have it asked once. Rejects with a RefusedError where there is no terminal.
 */
export function pressEnter(prompt: string, signal: AbortSignal): Promise<void> {
  const asking = asked.get(prompt) ?? ask(prompt, signal).finally(() => asked.delete(prompt));
  asked.set(prompt, asking);
  return asking;
}

async function ask(prompt: string, signal: AbortSignal): Promise<void> {
  const terminal = await open('/dev/tty', 'r+').catch((cause: unknown) => {
    throw new RefusedError(`There is no terminal to ask on: ${prompt}`, {
      hint: 'Run it in a terminal, wait for seconds instead, or leave the task out by its tags.',
      cause,
    });
  });
  // Its own file descriptor: what the run's reporter does with standard input and output is not disturbed.
  const input = new ReadStream(terminal.fd);
  try {
    await terminal.write(`\n${prompt} [Enter] `);
    const reader = createInterface({ input });
    const gone = once(reader, 'close', { signal }).then(() => {
      throw new CancelledError('The terminal was closed');
    });
    await Promise.race([once(reader, 'line', { signal }), gone]);
    reader.close();
    await gone.catch(() => {});
  } finally {
    input.destroy();
  }
}
