import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { ConnectionError, TimeoutError } from '../core/errors.ts';
import { limited } from './limited.ts';
import { placeOf } from './place-of.ts';
import type { SshSettings } from './ssh-settings.ts';
import { sshStream } from './ssh-stream.ts';

export interface Forwarding {
  readonly to: SshSettings;
  /** The server in between, as messages show it. */
  readonly from: string;
}

/** Has a server open a connection to another. Rejects with a ConnectionError or TimeoutError that names both. */
export async function sshForward(client: Client, { to, from }: Forwarding): Promise<Duplex> {
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
  let isWanted = true;
  const open = () =>
    client.forwardOut('127.0.0.1', 0, to.address, to.port, (error, channel) => {
      if (error) return reject(notForwarded(to, from, error));
      const stream = sshStream(channel);
      if (isWanted) resolve(stream);
      else stream.destroy();
    });
  try {
    // It throws at once when the connection has ended.
    open();
  } catch (error) {
    reject(error);
  }
  try {
    return await limited(promise, { timeoutMs: to.connectTimeoutMs, tooLong: () => tooLong(to, from) });
  } finally {
    isWanted = false;
  }
}

/** Reasons of RFC 4254 why a channel was not opened. */
const prohibited = 1;

function notForwarded(to: SshSettings, from: string, cause: Error): ConnectionError {
  const said = cause.message.replace(/^.*Channel open failure: /, '');
  const isProhibited = 'reason' in cause && cause.reason === prohibited;
  return new ConnectionError(`${placeOf(to)} cannot be reached from ${from}: ${said}`, {
    hint: isProhibited
      ? 'The sshd in between forbids it (AllowTcpForwarding, PermitOpen), or the key may not forward.'
      : 'The server in between looks the name up and connects: is the host up, and known there by that name?',
    cause,
  });
}

function tooLong(to: SshSettings, from: string): TimeoutError {
  const seconds = to.connectTimeoutMs / 1000;
  return new TimeoutError(`${placeOf(to)} was not reached from ${from} within ${seconds} s`, {
    hint: 'Is the host up, and does a firewall drop the packets? drover_connect_timeout_ms sets how long to wait.',
  });
}
