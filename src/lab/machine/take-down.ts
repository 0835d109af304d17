import { readdir, rm } from 'node:fs/promises';
import { hostCgroup } from './host-cgroup.ts';
import { hostPaths } from './host-paths.ts';
import { labNames } from './lab-names.ts';
import { removeNetwork } from './lab-network.ts';
import { labPaths } from './lab-paths.ts';
import type { LabSettings } from './lab-settings.ts';
import { runProgram } from './run-program.ts';
import { unmountBelow } from './unmount-below.ts';

/**
 * Ends every host and takes all of the lab away from this machine, found by what is there rather than by what is on
 * record. The key pair and the base trees stay.
 */
export async function takeDown(settings: LabSettings): Promise<void> {
  const names = labNames(settings);
  const paths = labPaths(settings);
  const group = await hostCgroup(names.cgroup);
  // The loops go with the hosts, so none of them boots again.
  await group.kill();
  await group.remove();
  const spaces = (await entriesOf('/run/netns')).filter((one) => one.startsWith(names.hostPrefix));
  for (const space of spaces) await runProgram('ip', ['netns', 'delete', space]);
  await removeNetwork({ names, directory: settings.directory });
  await Promise.all((await entriesOf(paths.hosts)).map((name) => removeHost(settings, name)));
  await rm(paths.hosts, { recursive: true, force: true });
  await Promise.all([rm(paths.knownHosts, { force: true }), rm(paths.record, { force: true })]);
}

async function removeHost(settings: LabSettings, name: string): Promise<void> {
  const { directory } = hostPaths(settings, name);
  await unmountBelow(directory);
  await rm(directory, { recursive: true, force: true });
}

async function entriesOf(directory: string): Promise<readonly string[]> {
  return readdir(directory).catch(() => []);
}
