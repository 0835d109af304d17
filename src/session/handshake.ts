import type { Channel, Exit } from '../core/connection.ts';
import { ConnectionError, type DroverError, TimeoutError } from '../core/errors.ts';
import { Secret } from '../core/secret.ts';
import { becomeFailure } from './become-failure.ts';
import type { BecomeMethod } from './launch.ts';

export interface HandshakeOptions {
  readonly host: string;
  /** The first word of the line that the program at the other end prints when it is ready. */
  readonly ready: string;
  readonly become?: {
    readonly user: string;
    readonly method: BecomeMethod;
    readonly prompt: string;
    readonly password?: Secret;
  };
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What a login says before the program runs is of use only near its end. */
const keptBytes = 64 * 1024;

/**
 * Waits until the program at the other end says that it is ready, and answers what else its line says. Gives the
 * password when it is asked for with our own prompt. Leaves the streams paused, with what came after the line put back.
 * Rejects with a ConnectionError or TimeoutError, or a RefusedError when nobody may become the user; the channel is then closed.
 */
export async function handshake(channel: Channel, options: HandshakeOptions): Promise<string> {
  const { host, ready, become, timeoutMs, signal } = options;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let out = Buffer.alloc(0);
  let err = '';
  let asked = 0;

  const onOut = (chunk: Buffer) => {
    out = Buffer.concat([out, chunk]);
    const said = lineOf(ready, out);
    if (said === undefined) {
      out = out.subarray(-keptBytes);
      return;
    }
    channel.stdout.off('data', onOut);
    channel.stdout.pause();
    if (said.rest.length > 0) channel.stdout.unshift(said.rest);
    resolve(said.words);
  };
  const onErr = (chunk: Buffer) => {
    err = (err + chunk.toString('utf8')).slice(-keptBytes);
    if (become === undefined) return;
    const prompts = err.split(become.prompt).length - 1;
    // It is asked for again: the answer was wrong, and so would be the next.
    if (prompts > 1) reject(endedEarly(options, err, 'refused'));
    if (prompts === 1 && asked === 0 && become.password !== undefined) {
      asked = 1;
      channel.stdin.write(`${Secret.reveal(become.password)}\n`);
    }
  };
  const onAbort = () => reject(signal.reason);
  const timer = setTimeout(() => reject(tooSlow(host, timeoutMs)), timeoutMs);
  channel.stdout.on('data', onOut);
  channel.stderr.on('data', onErr);
  signal.addEventListener('abort', onAbort);
  void channel.closed.then((exit) => reject(endedEarly(options, err, exit)));
  if (signal.aborted) onAbort();
  try {
    return await promise;
  } catch (error) {
    channel.close();
    throw error;
  } finally {
    clearTimeout(timer);
    channel.stdout.off('data', onOut);
    channel.stderr.off('data', onErr);
    channel.stderr.pause();
    signal.removeEventListener('abort', onAbort);
  }
}

/** The line that begins with a word, once all of it has come, and what came after it. */
function lineOf(word: string, out: Buffer): { readonly words: string; readonly rest: Buffer } | undefined {
  const marker = Buffer.from(`\n${word} `);
  const at = out.indexOf(marker);
  const end = at < 0 ? -1 : out.indexOf('\n', at + marker.length);
  if (end < 0) return undefined;
  const words = out
    .subarray(at + marker.length, end)
    .toString('utf8')
    .trim();
  return { words, rest: out.subarray(end + 1) };
}

function endedEarly({ host, become }: HandshakeOptions, err: string, end: Exit | 'refused'): DroverError {
  if (become !== undefined) {
    const { user, method } = become;
    const said = err.replaceAll(become.prompt, '');
    const given = become.password !== undefined && said !== err ? 'given' : 'not given';
    return end === 'refused'
      ? becomeFailure({ host, user, method, said, password: 'refused', code: null })
      : becomeFailure({ host, user, method, said, password: given, code: end.code });
  }
  const said = err.trim().split('\n').slice(-3).join('; ');
  return new ConnectionError(`${host} started no shell: ${said || 'it ended without a word'}`, {
    hint: 'The login must be able to run commands (no forced command, a POSIX shell as sh).',
  });
}

function tooSlow(host: string, timeoutMs: number): TimeoutError {
  return new TimeoutError(`No shell on ${host} within ${timeoutMs / 1000} s`, {
    hint: 'Log in by hand and look: a slow login script, or sudo, su or doas that waits for something.',
  });
}
