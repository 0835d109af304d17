import type { VaultFlags } from '../../vault-passwords.ts';
import type { ConnectionFlags } from './connection-options.ts';

/** What `hostOptions` reads from a command line. */
export interface HostFlags extends VaultFlags, ConnectionFlags {
  readonly inventory: readonly string[];
  readonly become: boolean;
  readonly becomeUser?: string;
  readonly askBecomePass: boolean;
  readonly limit?: string;
  readonly forks: number;
  readonly extraVars: readonly string[];
}
