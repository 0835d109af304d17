import { readFile } from 'node:fs/promises';
import type { LabNames } from './lab-names.ts';
import { gatewayOf } from './lab-network.ts';
import type { HostRecord } from './lab-record.ts';
import { pathExists } from './path-exists.ts';
import { removeLink } from './remove-link.ts';
import { runProgram } from './run-program.ts';

/** The cable between a host and the lab's bridge, and the network namespace at its other end. */
export interface HostLink {
  readonly address: string;
  /** Path of the network namespace. */
  readonly namespace: string;
  /** The host must not run. */
  readonly ensure: () => Promise<void>;
  readonly isUp: () => Promise<boolean>;
  /** Pulls the cable out of the bridge's side, or puts it back. */
  readonly set: (state: 'up' | 'down') => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** The cable of one host. Makes nothing yet. */
export function hostLink(
  names: LabNames,
  subnet: string,
  { name, index }: Pick<HostRecord, 'name' | 'index'>,
): HostLink {
  const gateway = gatewayOf(subnet);
  const address = gateway.replace(/1$/, String(10 + index));
  const link = `${names.linkPrefix}${index}`;
  const space = `${names.hostPrefix}${name}`;
  const namespace = `/run/netns/${space}`;

  const remove = async (): Promise<void> => {
    if (await pathExists(namespace)) await runProgram('ip', ['netns', 'delete', space]);
    await removeLink(link);
  };

  return {
    address,
    namespace,
    remove,
    ensure: async () => {
      if (!(await pathExists(namespace)) || !(await pathExists(`/sys/class/net/${link}`))) {
        await remove();
        const pair = `netns add ${space}\nlink add ${link} type veth peer name eth0 netns ${space}\n`;
        await runProgram('ip', ['-batch', '-'], { input: pair });
      }
      await runProgram('ip', ['link', 'set', link, 'master', names.bridge, 'up']);
      const inside = `
        link set lo up
        address replace ${address}/24 dev eth0
        link set eth0 up
        route replace default via ${gateway}`;
      await runProgram('ip', ['-n', space, '-batch', '-'], { input: inside });
    },
    isUp: async () => {
      const flags = await readFile(`/sys/class/net/${link}/flags`, 'utf8').catch(() => '0');
      return (Number(flags) & 1) === 1;
    },
    set: async (state) => {
      await runProgram('ip', ['link', 'set', link, state]);
    },
  };
}
