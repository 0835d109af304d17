import { ensureKeyPair } from './ensure-key-pair.ts';
import type { HostParts } from './host-parts.ts';
import { gatewayOf } from './lab-network.ts';
import { labPaths } from './lab-paths.ts';
import { mountRoot } from './mount-root.ts';
import { seedRoot } from './seed-root.ts';

/** Makes all that a host needs to boot. Does nothing to a host that runs, but put its cable back. */
export async function prepareHost({
  settings,
  record,
  subnet,
  paths,
  link,
  cgroup,
}: HostParts): Promise<void> {
  if (await cgroup.isPopulated()) {
    if (!(await link.isUp())) await link.set('up');
    return;
  }
  await link.ensure();
  await mountRoot(paths, record);
  const publicKey = await ensureKeyPair(labPaths(settings).key, 'drover-lab');
  await seedRoot(paths, {
    name: record.name,
    address: link.address,
    gateway: gatewayOf(subnet),
    publicKey,
  });
}
