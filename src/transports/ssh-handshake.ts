import type { Duplex } from 'node:stream';
import ssh2, { type Client, type ServerHostKeyAlgorithm } from 'ssh2';
import { TimeoutError } from '../core/errors.ts';
import { fewerTurns } from './fewer-turns.ts';
import type { HostKeyCheck } from './host-key-check.ts';
import { limited } from './limited.ts';
import { placeOf } from './place-of.ts';
import type { SshAuth } from './ssh-auth.ts';
import { sshFailure } from './ssh-failure.ts';
import type { SshSettings } from './ssh-settings.ts';

export interface SshHandshake {
  readonly hostKeys: HostKeyCheck;
  readonly auth: SshAuth;
  readonly keepaliveMs: number;
  /** Saves round trips by not waiting for answers that are all but certain. */
  readonly inHurry: boolean;
  readonly signal: AbortSignal;
}

/** Proves both sides' identity on an open socket. When it rejects, the socket is left to the caller. */
export async function sshHandshake(
  socket: Duplex,
  settings: SshSettings,
  { hostKeys, auth, keepaliveMs, inHurry, signal }: SshHandshake,
): Promise<Client> {
  const client = new ssh2.Client();
  const { promise, resolve, reject } = Promise.withResolvers<Client>();
  const onReady = () => resolve(client);
  let isMet = false;
  const onClose = () => reject(sshFailure(settings, { error: undefined, isMet }));
  const onHandshake = () => {
    isMet = true;
  };
  const onError = (error: Error) => {
    const level = 'level' in error ? error.level : undefined;
    // These leave the next way to be tried; the last one is told by `authHandler`.
    if (level === 'agent' || level === 'client-authentication') auth.note(error.message);
    else reject(sshFailure(settings, { error, isMet }));
  };
  // Stays for the life of the client: an error that nobody listens to would end the process.
  client.on('error', () => {});
  client.on('error', onError).on('ready', onReady).on('close', onClose).on('handshake', onHandshake);
  // What it returns is taken too, and `left` is null at first: the types of ssh2 say neither.
  const authHandler = (left: readonly string[] | null) => {
    const method = auth.next(left);
    if (method === false) reject(auth.failure(undefined));
    return method;
  };
  client.connect({
    sock: socket,
    username: settings.user,
    readyTimeout: 0,
    keepaliveInterval: keepaliveMs,
    keepaliveCountMax: 3,
    authHandler,
    hostVerifier: verifier(hostKeys, reject),
    ...hostKeyOrder(hostKeys.knownTypes),
  });
  if (inHurry) fewerTurns(client, { current: auth.current, skipsService: !auth.waitsForServer });
  try {
    const tooLong = () => unfinished(settings);
    return await limited(promise, { timeoutMs: settings.connectTimeoutMs, signal, tooLong });
  } finally {
    client.off('error', onError).off('ready', onReady).off('close', onClose).off('handshake', onHandshake);
  }
}

/** Only the callback decides: a promise that is returned counts as yes. */
function verifier(hostKeys: HostKeyCheck, refuse: (reason: unknown) => void) {
  let accepted: Buffer | undefined;
  const isAccepted = async (key: Buffer): Promise<boolean> => {
    try {
      await hostKeys.verify(key);
      accepted = Buffer.from(key);
      return true;
    } catch (error) {
      refuse(error);
      return false;
    }
  };
  return (key: Buffer, verify: (valid: boolean) => void): void => {
    // When keys are renewed, ssh2 sends data under the old ones while it waits for an answer: it must come at once.
    if (accepted?.equals(key) === true) verify(true);
    else void isAccepted(key).then(verify);
  };
}

const hostKeyAlgorithms: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
];

/** A server has keys of several types: the known ones are asked for first, or an unknown one would be shown. */
function hostKeyOrder(knownTypes: readonly string[]) {
  if (knownTypes.length === 0) return {};
  const isKnown = (name: string) => knownTypes.includes(name.startsWith('rsa-sha2-') ? 'ssh-rsa' : name);
  const serverHostKey = [
    ...hostKeyAlgorithms.filter(isKnown),
    ...hostKeyAlgorithms.filter((name) => !isKnown(name)),
  ];
  return { algorithms: { serverHostKey } };
}

function unfinished(settings: SshSettings): TimeoutError {
  const seconds = settings.connectTimeoutMs / 1000;
  return new TimeoutError(
    `${placeOf(settings)} took the connection, but the SSH login was not done within ${seconds} s`,
    {
      hint: 'Is it sshd that listens there, and is the host very busy? drover_connect_timeout_ms sets how long to wait.',
    },
  );
}
