import type { Duplex } from 'node:stream';
import type { AuthOptions } from './auth-ways.ts';
import { Bastions } from './bastions.ts';
import { connectSocket } from './connect-socket.ts';
import { GoodKeys } from './good-keys.ts';
import { type HostKeyCheck, hostKeyChecks } from './host-key-check.ts';
import { PrivateKeys } from './private-keys.ts';
import { proxyProgram } from './proxy-program.ts';
import { sshAuth } from './ssh-auth.ts';
import { SshConnection } from './ssh-connection.ts';
import { sshHandshake } from './ssh-handshake.ts';
import type { SshSettings } from './ssh-settings.ts';
import { Turns } from './turns.ts';
import { withRetries } from './with-retries.ts';

export interface DialerOptions extends Omit<AuthOptions, 'goodKeys' | 'keys'> {
  readonly openTimeoutMs: number;
  readonly keepaliveMs: number;
  readonly graceMs: number;
  /** Handshakes in progress at once with one server, and through one server. */
  readonly handshakesAtOnce: number;
}

/** How long to leave a server alone that dropped us, the first time. */
const firstPauseMs = 200;

/** Connects to servers, through others where that is the way; what those it connects have in common, they share. */
export class SshDialer {
  readonly keys = new PrivateKeys();
  readonly #options: DialerOptions;
  readonly #goodKeys = new GoodKeys();
  readonly #turns: Turns;
  readonly #checkOf = hostKeyChecks();
  readonly #bastions = new Bastions((settings, signal) => this.dial(settings, signal));

  constructor(options: DialerOptions) {
    this.#options = options;
    this.#turns = new Turns(options.handshakesAtOnce);
  }

  /** Rejects with a ConnectionError or TimeoutError that names the server, or with the reason of the signal. */
  async dial(settings: SshSettings, signal: AbortSignal): Promise<SshConnection> {
    signal.throwIfAborted();
    const hostKeys = await this.#checkOf(settings);
    using _turn = await this.#turns.take(gateOf(settings), signal);
    // Without `await` the turn would be over at once.
    return await withRetries((number) => this.#attempt(settings, { hostKeys, number, signal }), {
      withinMs: settings.connectTimeoutMs,
      firstPauseMs,
      signal,
    });
  }

  async #attempt(settings: SshSettings, { hostKeys, number, signal }: Attempt): Promise<SshConnection> {
    const { openTimeoutMs, graceMs, keepaliveMs: usualMs, ...options } = this.#options;
    const keepaliveMs = settings.keepaliveMs ?? usualMs;
    const auth = await sshAuth(settings, { ...options, keys: this.keys, goodKeys: this.#goodKeys });
    const socket = await this.#reach(settings, signal);
    try {
      // Whatever made the server drop us, the second time it gets the long form.
      const inHurry = number === 0;
      const client = await sshHandshake(socket, settings, { hostKeys, auth, keepaliveMs, inHurry, signal });
      this.#goodKeys.remember(auth.current()?.publicKey);
      return new SshConnection({ client, socket, settings, openTimeoutMs, graceMs });
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  #reach(settings: SshSettings, signal: AbortSignal): Promise<Duplex> {
    const { via, proxyCommand } = settings;
    if (via !== undefined) return this.#bastions.forward(settings, via, signal);
    if (proxyCommand !== undefined) return proxyProgram(settings, proxyCommand);
    return connectSocket(settings, signal);
  }
}

interface Attempt {
  readonly hostKeys: HostKeyCheck;
  readonly number: number;
  readonly signal: AbortSignal;
}

/** What is spared many handshakes at once: the server itself, or the one before it. */
function gateOf({ address, port, via }: SshSettings): string {
  return via === undefined ? `to ${address}:${port}` : `through ${via.address}:${via.port}`;
}
