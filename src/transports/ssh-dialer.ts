import type { Duplex } from 'node:stream';
import type { AuthOptions } from './auth-ways.ts';
import { Bastions } from './bastions.ts';
import { connectSocket } from './connect-socket.ts';
import { hostKeyChecks } from './host-key-check.ts';
import { proxyProgram } from './proxy-program.ts';
import { sshAuth } from './ssh-auth.ts';
import { SshConnection } from './ssh-connection.ts';
import { sshHandshake } from './ssh-handshake.ts';
import type { SshSettings } from './ssh-settings.ts';

export interface DialerOptions extends AuthOptions {
  readonly openTimeoutMs: number;
  readonly keepaliveMs: number;
  readonly graceMs: number;
}

/** Connects to servers, through others where that is the way; what those it connects have in common, they share. */
export class SshDialer {
  readonly #options: DialerOptions;
  readonly #checkOf = hostKeyChecks();
  readonly #bastions = new Bastions((settings, signal) => this.dial(settings, signal));

  constructor(options: DialerOptions) {
    this.#options = options;
  }

  /** Rejects with a ConnectionError or TimeoutError that names the server, or with the reason of the signal. */
  async dial(settings: SshSettings, signal: AbortSignal): Promise<SshConnection> {
    const { openTimeoutMs, graceMs, ...options } = this.#options;
    signal.throwIfAborted();
    const auth = await sshAuth(settings, options);
    const hostKeys = await this.#checkOf(settings);
    const socket = await this.#reach(settings, signal);
    try {
      const keepaliveMs = settings.keepaliveMs ?? options.keepaliveMs;
      const client = await sshHandshake(socket, settings, { hostKeys, auth, keepaliveMs, signal });
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
