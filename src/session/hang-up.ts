import type { Connection } from '../core/connection.ts';
import { TimeoutError } from '../core/errors.ts';
import { inputEndOf, type Started } from './remains.ts';
import { type StartOptions, startProgram } from './start-program.ts';

/** The lease ends it too, in the end; nobody has to wait long for this. */
const limitMs = 5_000;

/**
 * Ends a program whose channel was closed by us, over another channel: it may be deaf, because its work does not read.
 * Never rejects, and takes a few seconds at most.
 */
export async function hangUp(connection: Connection, program: Started, options: StartOptions): Promise<void> {
  const limit = new AbortController();
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    limit.abort(new TimeoutError(`${options.host} took more than ${limitMs / 1000} s to hang up`));
    over.resolve();
  }, limitMs);
  const work = async () => {
    const { channel } = await startProgram(connection, inputEndOf(program).text, {
      ...options,
      signal: limit.signal,
    });
    channel.stdout.resume();
    channel.stderr.resume();
    await channel.closed;
  };
  await Promise.race([work().catch(() => {}), over.promise]);
  clearTimeout(timer);
}
