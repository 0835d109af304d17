import type { Channel } from '../core/connection.ts';
import { ConnectionError, type DroverError, TimeoutError } from '../core/errors.ts';
import { Secret } from '../core/secret.ts';

export interface HandshakeOptions {
  readonly host: string;
  /** The line that the program at the other end prints when it is ready. */
  readonly ready: string;
  readonly become?: { readonly user: string; readonly prompt: string; readonly password?: Secret };
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Waits until the program at the other end says that it is ready, and gives sudo its password when sudo asks with
 * our own prompt. Leaves the streams paused, with what came after the ready line put back.
 * Rejects with a ConnectionError or TimeoutError; the channel is then closed.
 */
export async function handshake(channel: Channel, options: HandshakeOptions): Promise<void> {
  const { host, ready, become, timeoutMs, signal } = options;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let out = Buffer.alloc(0);
  let err = '';
  let asked = 0;

  const onOut = (chunk: Buffer) => {
    out = Buffer.concat([out, chunk]);
    const marker = Buffer.from(`\n${ready}\n`);
    const at = out.indexOf(marker);
    if (at < 0) return;
    const rest = out.subarray(at + marker.length);
    channel.stdout.off('data', onOut);
    channel.stdout.pause();
    if (rest.length > 0) channel.stdout.unshift(rest);
    resolve();
  };
  const onErr = (chunk: Buffer) => {
    err += chunk.toString('utf8');
    if (become === undefined) return;
    const prompts = err.split(become.prompt).length - 1;
    if (prompts > 1) reject(refusedBecome(host, become.user, 'the sudo password is wrong'));
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
  void channel.closed.then(() => reject(endedEarly(host, become, err)));
  if (signal.aborted) onAbort();
  try {
    await promise;
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

function endedEarly(host: string, become: HandshakeOptions['become'], err: string): DroverError {
  const said = err
    .replaceAll(become?.prompt ?? '\0', '')
    .trim()
    .split('\n')
    .slice(-3)
    .join('; ');
  if (become !== undefined) return refusedBecome(host, become.user, said || 'sudo ended without a word');
  return new ConnectionError(`${host} started no shell: ${said || 'it ended without a word'}`, {
    hint: 'The login must be able to run commands (no forced command, a POSIX shell as sh).',
  });
}

function refusedBecome(host: string, user: string, why: string): ConnectionError {
  return new ConnectionError(`Cannot become ${user} on ${host}: ${why}`, {
    hint: 'Set ansible_become_password, or let the login use sudo without a password (NOPASSWD).',
  });
}

function tooSlow(host: string, timeoutMs: number): TimeoutError {
  return new TimeoutError(`No shell on ${host} within ${timeoutMs / 1000} s`, {
    hint: 'Log in by hand and look: a slow login script, or sudo that waits for something.',
  });
}
