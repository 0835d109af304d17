import type { Client, ParsedKey, SigningRequestOptions } from 'ssh2';
import type { AuthWay } from './auth-ways.ts';

type Sign = (bytes: Buffer, send: (signature: Buffer) => void) => void;

/** What is used of ssh2's own side of the protocol; its version is pinned for that. */
interface Protocol {
  authPK: (user: string, key: ParsedKey, algorithm: string | undefined, sign?: Sign) => void;
  service: (name: string) => void;
  readonly _handlers: { SERVICE_ACCEPT: (protocol: Protocol, name: string) => void };
}

export interface Hurry {
  /** The way that is being tried. */
  readonly current: () => AuthWay | undefined;
  /** The login may be asked for together with the service: how to sign is known without the server's list. */
  readonly skipsService: boolean;
}

/**
 * Saves two round trips of each login: a key that is meant for the server is signed with at once, instead of asking
 * first whether it would do, and the answer to the request for the login service is not waited for.
 */
export function fewerTurns(client: Client, { current, skipsService }: Hurry): void {
  const protocol = protocolOf(client);
  if (protocol === undefined) return;
  const ask = protocol.authPK.bind(protocol);
  protocol.authPK = (user, key, algorithm, sign) => {
    const way = sign === undefined ? current() : undefined;
    const atOnce =
      way?.isMeant === true ? signerOf(way, { key, algorithm }, () => ask(user, key, algorithm)) : sign;
    ask(user, key, algorithm, atOnce);
  };
  if (!skipsService) return;
  const request = protocol.service.bind(protocol);
  const accepted = protocol._handlers.SERVICE_ACCEPT;
  protocol.service = (name) => {
    request(name);
    protocol._handlers.SERVICE_ACCEPT = () => {};
    // What the server sent with its keys is read first: it may say which signatures it takes.
    process.nextTick(() => tryTo(() => accepted(protocol, name)));
  };
}

interface Signing {
  readonly key: ParsedKey;
  readonly algorithm: string | undefined;
}

/** When it cannot be signed with, the ordinary way says why. */
function signerOf({ method }: AuthWay, { key, algorithm }: Signing, otherwise: () => void): Sign | undefined {
  const hash = hashes[algorithm ?? ''];
  if (method.type === 'publickey') {
    return (bytes, send) => {
      const signature: Buffer | Error = key.sign(bytes, hash);
      if (signature instanceof Error) otherwise();
      else send(signature);
    };
  }
  if (method.type !== 'agent' || typeof method.agent === 'string') return undefined;
  const { agent } = method;
  const options: SigningRequestOptions = hash === undefined ? {} : { hash };
  return (bytes, send) =>
    agent.sign(key, bytes, options, (error, signature) => {
      if (error || signature === undefined) tryTo(otherwise);
      else tryTo(() => send(signature));
    });
}

const hashes: Readonly<Record<string, 'sha256' | 'sha512' | undefined>> = {
  'rsa-sha2-256': 'sha256',
  'rsa-sha2-512': 'sha512',
};

/** ssh2 throws when the connection is gone, which its events tell too. */
function tryTo(step: () => void): void {
  try {
    step();
  } catch {
    // The `close` event follows.
  }
}

/** Only if it looks as the pinned version does: otherwise ssh2's own, slower way is taken. */
function protocolOf(client: Client): Protocol | undefined {
  // A member that the types of ssh2 do not show.
  const { _protocol: protocol } = client as unknown as { readonly _protocol?: Partial<Protocol> };
  const isKnown =
    typeof protocol?.authPK === 'function' &&
    typeof protocol.service === 'function' &&
    typeof protocol._handlers?.SERVICE_ACCEPT === 'function';
  // All that is used was just looked at.
  return isKnown ? (protocol as Protocol) : undefined;
}
