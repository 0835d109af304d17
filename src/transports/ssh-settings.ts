import type { Secret } from '../core/secret.ts';

/** How to reach one server by SSH: its variables, ssh_config and the defaults put together. Nothing is left open. */
export interface SshSettings {
  /** The host's name in the inventory; for a server on the way, the name that ProxyJump gives it. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** The name that known_hosts lists it by, instead of address and port. */
  readonly hostKeyAlias?: string;
  readonly password?: Secret;
  /** The key file that the inventory names: it must be there. */
  readonly privateKeyFile?: string;
  readonly privateKeyPassphrase?: Secret;
  /** Key files of ssh_config, which need not be there. */
  readonly identityFiles: readonly string[];
  /** No other keys of the agent than those of the key files. */
  readonly identitiesOnly: boolean;
  /** The agent's socket; empty for none. Absent: that of the transport. */
  readonly agentSocket?: string;
  /** The only host key that is accepted. */
  readonly hostKey?: string;
  readonly hostKeyPolicy: 'strict' | 'accept-new';
  /** The first is written to; the others are only read. */
  readonly knownHostsFiles: readonly [string, ...string[]];
  readonly connectTimeoutMs: number;
  readonly keepaliveMs?: number;
  /** The server through which it is reached. */
  readonly via?: SshSettings;
  /** A program whose standard input and output lead there. */
  readonly proxyCommand?: string;
}
