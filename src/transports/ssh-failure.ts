import { ConnectionError } from '../core/errors.ts';
import { DroppedHandshake } from './dropped-handshake.ts';
import { placeOf } from './place-of.ts';
import type { SshSettings } from './ssh-settings.ts';

export interface HandshakeEnd {
  readonly error: Error | undefined;
  /** The server had shown who it is. */
  readonly isMet: boolean;
}

/** What ssh2 says went wrong before the connection was ready, in words that help the operator. */
export function sshFailure(settings: SshSettings, { error, isMet }: HandshakeEnd): ConnectionError {
  const place = placeOf(settings);
  const cause = error;
  const said = error?.message ?? '';
  if (/no matching/i.test(said)) {
    return new ConnectionError(`${place} and we have no common algorithm: ${said}`, {
      hint: 'Its sshd is much older, or restricted to newer algorithms; look at KexAlgorithms, Ciphers, MACs and HostKeyAlgorithms there.',
      cause,
    });
  }
  if (/identification|not an ssh|bad packet|invalid packet|exceeds/i.test(said)) {
    return new ConnectionError(`What answers at ${place} does not speak SSH: ${said}`, {
      hint: 'Check ansible_port.',
      cause,
    });
  }
  if (/too many authentication failures/i.test(said)) {
    return new ConnectionError(`${place} did not let us in: too many keys were tried`, {
      hint: 'Set ansible_private_key_file, so that the right key comes first, or have fewer keys in the agent.',
      cause,
    });
  }
  const isDropped = !isMet && /^$|lost before handshake|ECONNRESET|EPIPE/.test(said);
  const Failure = isDropped ? DroppedHandshake : ConnectionError;
  return new Failure(`${place} ended the connection before it was ready${said && `: ${said}`}`, {
    hint: "Look at its sshd's log. It may have too many logins at once (MaxStartups), or refuse this user or address.",
    cause,
  });
}
