import { connect, type Socket } from 'node:net';
import { ConnectionError, TimeoutError } from '../core/errors.ts';
import { limited } from './limited.ts';
import { placeOf } from './place-of.ts';
import type { SshSettings } from './ssh-settings.ts';

/** Opens the TCP connection. Rejects with a ConnectionError or TimeoutError, or with the reason of the signal. */
export async function connectSocket(settings: SshSettings, signal: AbortSignal): Promise<Socket> {
  const { address: host, port, connectTimeoutMs: timeoutMs } = settings;
  // Without noDelay every small request waits for an acknowledgement: 40 ms for each exec.
  const socket = connect({ host, port, noDelay: true, autoSelectFamilyAttemptTimeout: 1_000 });
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const onConnect = () => resolve(socket);
  const onError = (error: Error) => reject(unreached(settings, error));
  socket.once('connect', onConnect);
  socket.once('error', onError);
  try {
    return await limited(promise, { timeoutMs, signal, tooLong: () => tooLong(settings) });
  } catch (error) {
    // A look-up of the name may still fail afterwards.
    socket.on('error', () => {});
    socket.destroy();
    throw error;
  } finally {
    socket.off('connect', onConnect);
    socket.off('error', onError);
  }
}

function tooLong(settings: SshSettings): TimeoutError {
  return new TimeoutError(
    `${placeOf(settings)} did not answer within ${settings.connectTimeoutMs / 1000} s`,
    {
      hint: 'Is the host up, and does a firewall drop the packets? drover_connect_timeout_ms sets how long to wait.',
    },
  );
}

function unreached(settings: SshSettings, error: Error): ConnectionError {
  const code = 'code' in error ? String(error.code) : '';
  const [what, hint] = reasons[code] ?? [`cannot be reached: ${error.message || code}`, undefined];
  return new ConnectionError(`${placeOf(settings)} ${what}`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}

const noName = [
  'cannot be reached: its name is not known',
  'Correct ansible_host, or the name in the inventory; it may be an address too.',
] as const;

const noWay = [
  'cannot be reached: there is no way to it',
  'Is the host up? Check the network and its routes.',
] as const;

const reasons: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  ECONNREFUSED: [
    'refused the connection',
    'Is sshd running there, and on this port? ansible_port sets another.',
  ],
  ENOTFOUND: noName,
  EAI_AGAIN: ['cannot be reached: its name could not be looked up', 'Check the name server, and try again.'],
  EHOSTUNREACH: noWay,
  ENETUNREACH: noWay,
  EHOSTDOWN: noWay,
  ETIMEDOUT: ['did not answer', 'Is the host up, and does a firewall drop the packets?'],
};
