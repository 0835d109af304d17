import type { LabSettings } from './lab-settings.ts';

/** Where the lab's own things lie in its directory. */
export interface LabPaths {
  readonly record: string;
  readonly key: string;
  readonly knownHosts: string;
  readonly hosts: string;
}

export function labPaths({ directory }: Pick<LabSettings, 'directory'>): LabPaths {
  return {
    record: `${directory}/lab.json`,
    key: `${directory}/id_ed25519`,
    knownHosts: `${directory}/known_hosts`,
    hosts: `${directory}/hosts`,
  };
}
