import { connect } from 'node:net';

export interface Place {
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
}

/** What a port said to the bytes that were sent to it, until `enough`, the end, or the time was over. */
export type Answered =
  | { readonly is: 'silent' | 'closed' | 'bytes'; readonly bytes: Buffer }
  | { readonly is: 'unreachable'; readonly why: string };

/** Sends bytes to a port and gives what comes back. Never rejects but with the signal's reason. */
export async function answerOf(
  { host, port, timeoutMs }: Place,
  sent: Buffer,
  { signal, enough }: { readonly signal: AbortSignal; readonly enough: (bytes: Buffer) => boolean },
): Promise<Answered> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const socket = connect({ host, port });
  let bytes: Buffer = Buffer.alloc(0);
  let isOpen = false;
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop);
  socket.setTimeout(timeoutMs, () => {
    resolve(
      isOpen ? { is: 'silent', bytes } : { is: 'unreachable', why: `no answer within ${timeoutMs} ms` },
    );
  });
  socket.on('connect', () => {
    isOpen = true;
    socket.write(sent);
  });
  socket.on('data', (part: Buffer) => {
    bytes = Buffer.concat([bytes, part]);
    if (enough(bytes)) resolve({ is: 'bytes', bytes });
  });
  socket.on('error', ({ message }) => {
    resolve(isOpen ? { is: 'closed', bytes } : { is: 'unreachable', why: message });
  });
  socket.on('close', () => resolve({ is: 'closed', bytes }));
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', stop);
    socket.destroy();
  }
}
