import type { ConfigLine } from './config-line.ts';

/** What ssh_config says about one destination. Paths and names still hold their tokens (`%h`, `~`). */
export interface SshConfigEntry {
  /** In lower case, with its tokens filled in. */
  readonly hostName: string;
  readonly user: string | undefined;
  readonly port: number | undefined;
  readonly identityFiles: readonly string[];
  readonly identitiesOnly: boolean;
  readonly identityAgent: string | undefined;
  readonly hostKeyAlias: string | undefined;
  /** `none`, or a list such as `bastion,admin@inner:2222`. */
  readonly proxyJump: Located | undefined;
  readonly proxyCommand: Located | undefined;
  readonly userKnownHostsFiles: readonly string[] | undefined;
  readonly globalKnownHostsFiles: readonly string[] | undefined;
  readonly hostKeyPolicy: 'strict' | 'accept-new' | undefined;
  readonly connectTimeoutMs: number | undefined;
  readonly serverAliveMs: number | undefined;
}

/** A value, and the line that it comes from. */
export interface Located {
  readonly value: string;
  readonly at: ConfigLine['at'];
}
