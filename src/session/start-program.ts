import { randomBytes } from 'node:crypto';
import type { Channel, Connection } from '../core/connection.ts';
import type { Secret } from '../core/secret.ts';
import { handshake } from './handshake.ts';
import { type BecomeMethod, launch } from './launch.ts';
import type { Started } from './remains.ts';

export interface StartOptions {
  readonly host: string;
  /** The POSIX shell to work in. Default: `sh`. */
  readonly shell?: string;
  /** Default method: sudo. */
  readonly become?: {
    readonly user: string;
    readonly method?: BecomeMethod;
    readonly program?: string;
    readonly password?: Secret;
  };
  readonly handshakeTimeoutMs?: number;
  readonly signal: AbortSignal;
}

/** A program that runs on a host, and the channel to it. */
export interface StartedProgram extends Started {
  readonly channel: Channel;
}

/** Sets `$g` to the number of the process group. */
const findGroup =
  'if [ -r /proc/$$/stat ]; then read -r l </proc/$$/stat; l=${l##*") "}; set -- $l; g=$3' +
  '; else g=$(ps -o pgid= -p $$ | tr -d " "); fi';

/**
 * Starts a program in a shell of the host, as another user where asked, and answers once it runs: what the channel
 * carries from then on is the program's own. It finds the number of its process group in `$g`.
 * Rejects with a ConnectionError or TimeoutError.
 */
export async function startProgram(
  connection: Connection,
  program: string,
  options: StartOptions,
): Promise<StartedProgram> {
  const { host, shell = 'sh', become, handshakeTimeoutMs = 30_000, signal } = options;
  const mark = randomBytes(12).toString('hex');
  const prompt = `drover-${mark}:`;
  const to = become && { method: 'sudo' as const, ...become, prompt };
  const text = `${findGroup}; echo; echo "${mark} $g"; ${program}`;
  const other = to && { ...to, hasPassword: to.password !== undefined };
  const channel = await connection.open(launch(shell, text, other));
  const asking = to && { become: to };
  const said = await handshake(channel, {
    host,
    ready: mark,
    timeoutMs: handshakeTimeoutMs,
    signal,
    ...asking,
  });
  return { channel, mark, group: /^\d+$/.test(said) ? Number(said) : undefined };
}
