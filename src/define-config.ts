/** Defaults of the command line for a project: what `drover.config.ts` exports by default. Flags win over them. */
export interface DroverConfig {
  /** Directories, files or `host1,host2`, as `-i` takes them. */
  readonly inventory?: string | readonly string[];
  /** Hosts at a time. */
  readonly forks?: number;
  /** At most so many hosts at a time of those that share something, by name, as `--at-most`. */
  readonly atMost?: Readonly<Record<string, number>>;
  /** When hosts are looked at. */
  readonly preflight?: 'each' | 'all' | 'only' | 'none';
  /** Whether tasks are looked at, and changed, ahead of their turn. */
  readonly lookAhead?: boolean;
  /** Whether changed text is shown line by line. */
  readonly diff?: boolean;
  /** Files or executables with vault passwords. */
  readonly vaultPasswordFile?: string | readonly string[];
  /** Vault passwords by label, as `--vault-id`. */
  readonly vaultId?: string | readonly string[];
}

/** Gives an editor the types of the settings; returns them as they are. */
export function defineConfig(config: DroverConfig): DroverConfig {
  return config;
}
