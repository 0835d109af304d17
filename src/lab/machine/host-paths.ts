import type { LabSettings } from './lab-settings.ts';

/** Where a host's things lie in the lab's directory. */
export interface HostPaths {
  readonly directory: string;
  /** The host's file system, as it is mounted. */
  readonly root: string;
  /** Holds the host's own files; a file system of its own where the host's disk is limited. */
  readonly disk: string;
  readonly hostKey: string;
  readonly console: string;
  /** Exists once the root has all that it begins with. */
  readonly seeded: string;
}

export function hostPaths({ directory: lab }: Pick<LabSettings, 'directory'>, name: string): HostPaths {
  const directory = `${lab}/hosts/${name}`;
  return {
    directory,
    root: `${directory}/root`,
    disk: `${directory}/disk`,
    hostKey: `${directory}/host_key`,
    console: `${directory}/console.log`,
    seeded: `${directory}/seeded`,
  };
}
