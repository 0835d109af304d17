import { randomBytes } from 'node:crypto';
import type { Connection, Transport } from '../core/connection.ts';
import { ConnectionError, TimeoutError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';
import { type ConnectionSettings, connectionSettings } from './connection-settings.ts';
import { limited } from './limited.ts';
import { opensshArguments } from './openssh-arguments.ts';
import { OpensshConnection } from './openssh-connection.ts';
import { type OpensshDirectory, opensshDirectory } from './openssh-directory.ts';
import { opensshFailure } from './openssh-failure.ts';
import { opensshHostKey } from './openssh-host-key.ts';
import { type OpensshMaster, startOpensshMaster } from './openssh-master.ts';
import { opensshPlace } from './openssh-place.ts';
import { openOpensshSocket } from './openssh-socket.ts';
import { type OpensshWay, opensshWay } from './openssh-way.ts';
import { Turns } from './turns.ts';
import { withRetries } from './with-retries.ts';

export interface OpensshOptions {
  /** Default: `ssh`. */
  readonly program?: string;
  /** How long a server may take to start a program. Default: 10 s. */
  readonly openTimeoutMs?: number;
  /** A connection that three of these go unanswered is lost; ssh knows whole seconds. Default: 10 s. */
  readonly keepaliveMs?: number;
  /** How long output may stay silent and open once its program has ended. Default: 2 s. */
  readonly graceMs?: number;
  /** Logins in progress at once to one server, or through one: sshd drops more (MaxStartups). Default: 8. */
  readonly handshakesAtOnce?: number;
}

export interface OpensshTransport extends Transport {
  /** The server that the way to a host begins at, as ProxyJump names it. Connects to nothing. */
  readonly firstHopOf: (host: Host) => Promise<string | undefined>;
}

const defaultConnectTimeoutMs = 10_000;

/** How long to leave a server alone that dropped us, the first time. */
const firstPauseMs = 200;

/** So many of `ssh` at a time are asked where they would go. */
const askedAtOnce = 8;

/** Connects by the system's `ssh`, with all that it can and its configuration says; it never asks. */
export function opensshTransport({
  program = 'ssh',
  openTimeoutMs = 10_000,
  keepaliveMs = 10_000,
  graceMs = 2_000,
  handshakesAtOnce = 8,
}: OpensshOptions = {}): OpensshTransport {
  const turns = new Turns(handshakesAtOnce);
  const asking = new Turns(askedAtOnce);
  const wayOf = async (settings: ConnectionSettings, signal: AbortSignal): Promise<OpensshWay> => {
    using _turn = await asking.take(program, signal);
    return await opensshWay(program, settings);
  };

  const connect = async (host: Host, signal: AbortSignal): Promise<Connection> => {
    const settings = connectionSettings(host);
    const { connectTimeoutMs: withinMs = defaultConnectTimeoutMs } = settings;
    const gate = gateOf(await wayOf(settings, signal));
    using _turn = await turns.take(gate, signal);
    const attempt = () => login(settings, { program, openTimeoutMs, keepaliveMs, graceMs, signal });
    return await withRetries(attempt, { withinMs, firstPauseMs, signal });
  };
  const firstHopOf = async (host: Host): Promise<string | undefined> => {
    const { firstHop } = await wayOf(connectionSettings(host), new AbortController().signal);
    return firstHop;
  };
  return { name: 'openssh', connect, firstHopOf };
}

/** What is spared many logins at once: the server itself, or the one that the way to it begins at. */
function gateOf({ address, port, firstHop }: OpensshWay): string {
  return firstHop === undefined ? `to ${address}:${port}` : `through ${firstHop.replace(/^.*@/, '')}`;
}

interface LoginOptions extends Required<Omit<OpensshOptions, 'handshakesAtOnce'>> {
  readonly signal: AbortSignal;
}

async function login(
  settings: ConnectionSettings,
  { program, openTimeoutMs, keepaliveMs, graceMs, signal }: LoginOptions,
): Promise<Connection> {
  signal.throwIfAborted();
  const directory = await opensshDirectory();
  const master = await start(settings, directory, { program, keepaliveMs }).catch(async (error: unknown) => {
    await directory[Symbol.asyncDispose]();
    throw error;
  });
  try {
    await loggedIn(master, settings, signal);
    const control = await openOpensshSocket(directory.socket).catch((cause: unknown) => {
      throw unusable(settings, cause);
    });
    return new OpensshConnection({ master, control, place: opensshPlace(settings), openTimeoutMs, graceMs });
  } catch (error) {
    await master.end();
    throw error;
  }
}

async function start(
  settings: ConnectionSettings,
  { path, socket }: OpensshDirectory,
  { program, keepaliveMs }: { readonly program: string; readonly keepaliveMs: number },
): Promise<OpensshMaster> {
  const ready = `drover-${randomBytes(12).toString('hex')}`;
  const { connectTimeoutMs = defaultConnectTimeoutMs } = settings;
  const hostKey = await opensshHostKey(settings, path);
  const args = opensshArguments(settings, { socket, hostKey, ready, connectTimeoutMs, keepaliveMs });
  return startOpensshMaster({ program, args, readyLine: ready, directory: path });
}

async function loggedIn(
  master: OpensshMaster,
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<void> {
  const { connectTimeoutMs = defaultConnectTimeoutMs } = settings;
  // ssh has that time for each of the way there and the login, and says more about it than we can.
  const timeoutMs = 2 * connectTimeoutMs;
  const tooLong = () =>
    new TimeoutError(`${opensshPlace(settings)}: the SSH login was not done within ${timeoutMs / 1000} s`, {
      hint: 'Is it sshd that listens there, and is the host very busy, or does a security key wait to be touched? drover_connect_timeout_ms sets how long to wait.',
    });
  const failed = master.ended.then((printed) => {
    throw opensshFailure(settings, printed);
  });
  await limited(Promise.race([master.ready, failed]), { timeoutMs, signal, tooLong });
}

function unusable(settings: ConnectionSettings, cause: unknown): ConnectionError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ConnectionError(`${opensshPlace(settings)} cannot be used by the ssh of this machine: ${why}`, {
    hint: 'Update OpenSSH on this machine, or set ansible_connection: ssh.',
    cause,
  });
}
