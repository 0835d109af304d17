import type { Share } from './core/rollout.ts';

/** Defaults of the command line for a project: what `drover.config.ts` exports by default. Flags win over them. */
export interface DroverConfig {
  /** Directories, files or `host1,host2`, as `-i` takes them. */
  readonly inventory?: string | readonly string[];
  /** Where playbooks stand for commands without one: its group_vars and host_vars count. */
  readonly playbookDir?: string;
  /** Hosts at a time. */
  readonly forks?: number;
  /** At most so many hosts at a time of those that share something, by name, as `--at-most`. */
  readonly atMost?: Readonly<Record<string, number>>;
  /** Hosts of each wave; the last one repeats. Stands over what plays say, as `--waves`. */
  readonly waves?: readonly Share[];
  /** How many hosts, or which part of them, may be lost. Stands over what plays say, as `--failure-budget`. */
  readonly failureBudget?: Share;
  /** When hosts are looked at. */
  readonly preflight?: 'each' | 'all' | 'only' | 'none';
  /** Whether hosts that are not ready are left out. */
  readonly allowPartial?: boolean;
  /** Whether tasks are looked at, and changed, ahead of their turn. */
  readonly lookAhead?: boolean;
  /** Whether plays that say nothing of it run as another user. */
  readonly become?: boolean;
  /** Whom to become, where nobody is named. */
  readonly becomeUser?: string;
  /** How to become another user, where the inventory does not say it. */
  readonly becomeMethod?: 'sudo' | 'su' | 'doas';
  /** How to connect, where the inventory does not say it. */
  readonly connection?: 'ssh' | 'openssh' | 'local';
  /** Whom to log in as, where the inventory names nobody. */
  readonly user?: string;
  /** The file of the key to log in with, where the inventory names none. */
  readonly privateKey?: string;
  /** Seconds to connect in, where the inventory names none. */
  readonly timeout?: number;
  /** Arguments of ssh, where the inventory has none. */
  readonly sshCommonArgs?: string;
  /** Further arguments of ssh, where the inventory has none. */
  readonly sshExtraArgs?: string;
  /** Files or executables with vault passwords. */
  readonly vaultPasswordFile?: string | readonly string[];
  /** Vault passwords by label, as `--vault-id`. */
  readonly vaultId?: string | readonly string[];
  /** Whether changed text is shown line by line. */
  readonly diff?: boolean;
  /** Whether what commands print is shown as it comes. */
  readonly follow?: boolean;
  /** 1: a line for each task of each host; 2: what commands print, too. */
  readonly verbose?: 0 | 1 | 2;
  /** The page that each run writes, as `--report`. */
  readonly report?: string;
  /** Whether output has colours. Default: on a terminal; NO_COLOR and FORCE_COLOR stand over it. */
  readonly colours?: boolean;
}

/** Gives an editor the types of the settings; returns them as they are. */
export function defineConfig(config: DroverConfig): DroverConfig {
  return config;
}
