import type { LabSettings } from './lab-settings.ts';

/** What the lab's things are called on this machine. All of them begin with the lab's name. */
export interface LabNames {
  readonly bridge: string;
  readonly table: string;
  readonly cgroup: string;
  /** A group beside those of the hosts; no host can have this name. */
  readonly loops: string;
  readonly lock: string;
  /** Every network namespace and machine begins with it. */
  readonly hostPrefix: string;
  /** Every link to a host begins with it. */
  readonly linkPrefix: string;
}

/** The names for a lab; two labs with different names do not meet. */
export function labNames({ name }: Pick<LabSettings, 'name'>): LabNames {
  return {
    bridge: `${name}0`,
    table: `${name}_lab`,
    cgroup: `${name}-lab`,
    loops: '.loops',
    lock: `/run/lock/${name}-lab.lock`,
    hostPrefix: `${name}-`,
    linkPrefix: `${name}0-`,
  };
}
