import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { ByteStream } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';

export interface SendOptions {
  readonly host: string;
  /** Told how many bytes were accepted by now. */
  readonly onAccepted: (bytes: number) => void;
  /** Aborted: nobody waits for the rest any more. */
  readonly signal: AbortSignal;
}

/**
 * Writes a stream, no faster than it is taken. Rejects with what its source throws, and with a RefusedError when the
 * source does not have exactly the bytes that it promised; the last of them are not sent then.
 */
export async function sendBytes(
  to: Writable,
  { open, bytes, sha256 }: ByteStream,
  { host, onAccepted, signal }: SendOptions,
): Promise<void> {
  let read = 0;
  let sent = 0;
  let last: Uint8Array = new Uint8Array();
  const hash = sha256 === undefined ? undefined : createHash('sha256');
  const send = async (chunk: Uint8Array) => {
    // A stream that was closed meanwhile wakes nobody: `signal` does.
    if (!to.write(chunk)) await once(to, 'drain', { signal }).catch(() => {});
    sent += chunk.length;
    if (!signal.aborted) onAccepted(sent);
  };
  for await (const chunk of open()) {
    if (signal.aborted) return;
    read += chunk.length;
    if (read > bytes) throw changed(host, `promised ${bytes} bytes and had ${read}`);
    hash?.update(chunk);
    if (last.length > 0) await send(last);
    if (signal.aborted) return;
    last = chunk;
  }
  if (read < bytes) throw changed(host, `promised ${bytes} bytes and had ${read}`);
  if (hash !== undefined && hash.digest('hex') !== sha256) throw changed(host, 'has other bytes than before');
  if (last.length > 0) await send(last);
}

function changed(host: string, how: string): RefusedError {
  return new RefusedError(`The source for ${host} ${how}`, {
    hint: 'It has changed while it was sent. Run again.',
  });
}
