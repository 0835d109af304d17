import type { SshSettings } from './ssh-settings.ts';

export interface KeyFiles {
  readonly files: readonly string[];
  /** The inventory or ssh_config names them for this server; otherwise they are the default ones. */
  readonly areNamed: boolean;
}

/** The key files to try on a server: those that are named for it, or the default ones. */
export function keyFiles(
  { privateKeyFile, identityFiles }: SshSettings,
  defaultKeyFiles: readonly string[],
): KeyFiles {
  const named = new Set([...(privateKeyFile === undefined ? [] : [privateKeyFile]), ...identityFiles]);
  const areNamed = named.size > 0;
  return { files: areNamed ? [...named] : defaultKeyFiles, areNamed };
}
