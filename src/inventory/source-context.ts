import type { ImportModule } from './read-module.ts';
import type { Vault } from './vault.ts';

/** What every reader of a source needs. */
export interface SourceContext {
  readonly vault: Vault;
  /** Groups that sources before this one named. */
  readonly known: ReadonlySet<string>;
  /** For executables. Default: 30 seconds. */
  readonly scriptTimeoutMs: number | undefined;
  readonly signal: AbortSignal | undefined;
  /** Gives the default export of a module of the inventory. Default: by import. */
  readonly importModule?: ImportModule | undefined;
}
