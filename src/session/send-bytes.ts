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
 * source does not have exactly the bytes that it promised.
 */
export async function sendBytes(
  to: Writable,
  { open, bytes }: ByteStream,
  { host, onAccepted, signal }: SendOptions,
): Promise<void> {
  let sent = 0;
  for await (const chunk of open()) {
    if (signal.aborted) return;
    sent += chunk.length;
    if (sent > bytes) throw changed(host, bytes, sent);
    // A stream that was closed meanwhile wakes nobody: `signal` does.
    if (!to.write(chunk)) await once(to, 'drain', { signal }).catch(() => {});
    if (signal.aborted) return;
    onAccepted(sent);
  }
  if (sent < bytes) throw changed(host, bytes, sent);
}

function changed(host: string, promised: number, had: number): RefusedError {
  return new RefusedError(`The source for ${host} promised ${promised} bytes and had ${had}`, {
    hint: 'It has changed while it was sent. Run again.',
  });
}
