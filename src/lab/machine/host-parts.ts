import { type HostCgroup, hostCgroup } from './host-cgroup.ts';
import { type HostLink, hostLink } from './host-link.ts';
import { type HostPaths, hostPaths } from './host-paths.ts';
import { type LabNames, labNames } from './lab-names.ts';
import type { HostRecord, LabRecord } from './lab-record.ts';
import type { LabSettings } from './lab-settings.ts';

/** Everything on this machine that one host of the lab consists of. */
export interface HostParts {
  readonly settings: LabSettings;
  readonly names: LabNames;
  readonly record: HostRecord;
  readonly subnet: string;
  readonly paths: HostPaths;
  readonly link: HostLink;
  readonly cgroup: HostCgroup;
  readonly loops: HostCgroup;
}

/** Finds the parts of a host. Makes none of them. */
export async function hostParts(
  settings: LabSettings,
  { subnet }: Pick<LabRecord, 'subnet'>,
  record: HostRecord,
): Promise<HostParts> {
  const names = labNames(settings);
  const [cgroup, loops] = await Promise.all([
    hostCgroup(`${names.cgroup}/${record.name}`),
    hostCgroup(`${names.cgroup}/${names.loops}`),
  ]);
  const paths = hostPaths(settings, record.name);
  const link = hostLink(names, subnet, record);
  return { settings, names, record, subnet, paths, link, cgroup, loops };
}
