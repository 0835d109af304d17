import type { SecureVersion } from 'node:tls';
import { RefusedError } from '../../core/errors.ts';
import { codeOf } from './failure-words.ts';
import { type Handshaking, handshake } from './handshake.ts';

/**
 * Whether a server makes a handshake with one protocol, however weak, by trying it. Rejects with a RefusedError
 * where the attempt proves neither: the server was not reached, or this machine cannot speak the protocol.
 */
export async function acceptsProtocol(
  options: Handshaking,
  protocol: SecureVersion,
  signal: AbortSignal,
): Promise<boolean> {
  const only = { minVersion: protocol, maxVersion: protocol, ciphers: 'ALL:@SECLEVEL=0' };
  try {
    return await handshake({ ...options, ...only }, signal, () => true);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const code = codeOf(error.cause) ?? '';
    if (/^ERR_SSL_NO_(PROTOCOLS|CIPHERS)_AVAILABLE$/.test(code)) {
      throw new RefusedError(
        `Whether ${protocol} is refused cannot be tried: this machine does not speak it`,
        {
          cause: error,
        },
      );
    }
    if (code.startsWith('ERR_SSL_') || code === 'ECONNRESET') return false;
    throw error;
  }
}
