import { randomBytes } from 'node:crypto';
import type { Channel, Connection } from '../core/connection.ts';
import { handshake } from './handshake.ts';
import { launch } from './launch.ts';
import type { SessionOptions } from './shell-session.ts';

/**
 * Starts a program in a shell of the host, as another user where asked, and answers once it runs: what the channel
 * carries from then on is the program's own. Rejects with a ConnectionError or TimeoutError.
 */
export async function startProgram(
  connection: Connection,
  program: string,
  options: SessionOptions,
): Promise<Channel> {
  const { host, shell = 'sh', become, handshakeTimeoutMs = 30_000, signal } = options;
  const ready = randomBytes(12).toString('hex');
  const prompt = `drover-${ready}:`;
  const to = become && { user: become.user, prompt, hasPassword: become.password !== undefined };
  const channel = await connection.open(launch(shell, `echo; echo ${ready}; ${program}`, to));
  const asking = become && { become: { ...become, prompt } };
  await handshake(channel, { host, ready, timeoutMs: handshakeTimeoutMs, signal, ...asking });
  return channel;
}
