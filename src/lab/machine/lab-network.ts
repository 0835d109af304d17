import { readdir, readFile, writeFile } from 'node:fs/promises';
import { RefusedError } from '../../core/errors.ts';
import type { LabNames } from './lab-names.ts';
import { pathExists } from './path-exists.ts';
import { removeLink } from './remove-link.ts';
import { runProgram } from './run-program.ts';

interface Network {
  readonly names: LabNames;
  /** Written on the bridge, so that two labs of one name find out about each other. */
  readonly directory: string;
}

/** The controller's own address in a subnet: its first. */
export function gatewayOf(subnet: string): string {
  return subnet.replace(/0\/24$/, '1');
}

/** Makes the bridge, and lets hosts reach what this machine reaches. Does nothing where that is so. */
export async function ensureNetwork({ names, directory }: Network, subnet: string): Promise<void> {
  const { bridge, table } = names;
  await refuseForeignBridge({ names, directory });
  if (!(await pathExists(`/sys/class/net/${bridge}`)))
    await runProgram('ip', ['link', 'add', bridge, 'type', 'bridge']);
  const setup = `
    link set dev ${bridge} alias ${directory}
    address replace ${gatewayOf(subnet)}/24 dev ${bridge}
    link set dev ${bridge} up`;
  await runProgram('ip', ['-batch', '-'], { input: setup });
  await writeFile('/proc/sys/net/ipv4/ip_forward', '1');
  // In one transaction: the table never exists without its rule, nor with it twice.
  const rules = `
    table ip ${table} {}
    delete table ip ${table}
    table ip ${table} {
      chain post {
        type nat hook postrouting priority 100;
        ip saddr ${subnet} ip daddr != ${subnet} masquerade
      }
    }`;
  await runProgram('nft', ['-f', '-'], { input: rules });
  await letThroughFirewall(bridge, 'on');
}

/** Takes away what `ensureNetwork` made, and every link to a host. IP forwarding stays as it is. */
export async function removeNetwork({ names, directory }: Network): Promise<void> {
  const { bridge, table, linkPrefix } = names;
  await refuseForeignBridge({ names, directory });
  const links = (await readdir('/sys/class/net')).filter((one) => one.startsWith(linkPrefix));
  for (const link of [...links, bridge]) await removeLink(link);
  await runProgram('nft', ['-f', '-'], { input: `table ip ${table} {}\ndelete table ip ${table}\n` });
  await letThroughFirewall(bridge, 'off');
}

async function refuseForeignBridge({ names, directory }: Network): Promise<void> {
  const owner = await readFile(`/sys/class/net/${names.bridge}/ifalias`, 'utf8').catch(() => '');
  if (owner.trim() === '' || owner.trim() === directory) return;
  throw new RefusedError(`The bridge ${names.bridge} belongs to the lab in ${owner.trim()}`, {
    hint: 'Give this lab another `name`, or use that directory.',
  });
}

/** A machine that runs containers drops what it would forward; a table of ours cannot overrule that. */
async function letThroughFirewall(bridge: string, state: 'on' | 'off'): Promise<void> {
  const policy = await runProgram('iptables', ['-w', '-S', 'FORWARD']).catch(() => '');
  if (!policy.startsWith('-P FORWARD DROP')) return;
  for (const side of ['-i', '-o']) {
    const rule = ['FORWARD', side, bridge, '-j', 'ACCEPT'];
    const exists = await runProgram('iptables', ['-w', '-C', ...rule]).then(
      () => true,
      () => false,
    );
    if (exists === (state === 'on')) continue;
    await runProgram('iptables', ['-w', state === 'on' ? '-I' : '-D', ...rule]);
  }
}
