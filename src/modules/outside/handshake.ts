import { once } from 'node:events';
import { isIP } from 'node:net';
import { type ConnectionOptions, connect, type SecureVersion, type TLSSocket } from 'node:tls';
import { RefusedError } from '../../core/errors.ts';
import { deadline } from './deadline.ts';
import { endpointWords } from './endpoint-words.ts';
import { failureWords } from './failure-words.ts';

export interface Handshaking {
  readonly host: string;
  readonly port: number;
  readonly servername: string | undefined;
  readonly ca: string | undefined;
  readonly minVersion: SecureVersion;
  readonly maxVersion: SecureVersion;
  readonly ciphers?: string;
  readonly timeoutMs: number;
}

/**
 * Makes one handshake and hands the socket, which is then closed, to `read`. A server that cannot be trusted is
 * looked at all the same. Rejects with a RefusedError that says why there was no handshake.
 */
export async function handshake<T>(
  options: Handshaking,
  signal: AbortSignal,
  read: (socket: TLSSocket) => T,
): Promise<T> {
  const { timeoutMs } = options;
  using limit = deadline(signal, timeoutMs);
  const socket = connect(connectionOptions(options));
  // An error after the handshake, or after the abort, says nothing that is still of interest.
  socket.on('error', () => {});
  try {
    await once(socket, 'secureConnect', { signal: limit.signal });
    return read(socket);
  } catch (cause) {
    signal.throwIfAborted();
    const silence = socket.connecting
      ? `did not accept a connection within ${timeoutMs} ms`
      : `accepted the connection and then said nothing for ${timeoutMs} ms`;
    throw new RefusedError(
      `${endpointWords(options)} ${limit.signal.aborted ? silence : failureWords(cause)}`,
      { cause },
    );
  } finally {
    socket.destroy();
  }
}

function connectionOptions(options: Handshaking): ConnectionOptions {
  const { host, port, servername, ca, minVersion, maxVersion, ciphers } = options;
  return {
    host,
    port,
    minVersion,
    maxVersion,
    rejectUnauthorized: false,
    // An address is no server name.
    ...(servername === undefined || isIP(servername) !== 0 ? {} : { servername }),
    ...(ca === undefined ? {} : { ca }),
    ...(ciphers === undefined ? {} : { ciphers }),
  };
}
