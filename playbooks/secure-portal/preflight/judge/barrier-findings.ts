import type { GateFinding } from 'drover';
import type { Variables } from '../../variables.ts';
import type { PortalState } from '../portal-preflight.ts';
import { finding } from './finding.ts';

/** What stands between the network and the portal: a firewall, SELinux, and others who are at work. */
export function barrierFindings(state: PortalState, vars: Variables): readonly GateFinding[] {
  return [...firewallFindings(state, vars), ...lockFindings(state, vars)];
}

function firewallFindings(
  { firewall }: PortalState,
  { tlsPort, plainPort }: Variables,
): readonly GateFinding[] {
  if (firewall.is === 'none') return [];
  if (!('open' in firewall)) {
    const look = firewall.is === 'nftables' ? 'nft list ruleset' : 'iptables -S INPUT';
    const message = `${firewall.is} drops what no rule lets in: is ${tlsPort}/tcp let in?`;
    return [finding('warns', 'firewall', message, `Look at ${look}.`)];
  }
  const closed = [tlsPort, plainPort]
    .filter((port) => !isOpen(port, firewall.open))
    .map((port) => `${port}/tcp`);
  if (closed.length === 0) return [];
  const are = closed.length === 1 ? 'is' : 'are';
  const hint =
    firewall.is === 'ufw'
      ? closed.map((port) => `ufw allow ${port}`).join(' && ')
      : `firewall-cmd --permanent ${closed.map((port) => `--add-port=${port}`).join(' ')} && firewall-cmd --reload`;
  return [
    finding(
      'warns',
      'firewall',
      `${firewall.is} is active, and ${closed.join(' and ')} ${are} not open in it`,
      hint,
    ),
  ];
}

const services: Readonly<Record<string, number>> = { http: 80, https: 443 };

function isOpen(port: number, open: readonly string[]): boolean {
  return open.some((words) => {
    if (services[words] === port) return true;
    const [, first, last = first, protocol] = /^(\d+)(?:-(\d+))?\/(\w+)$/.exec(words) ?? [];
    return protocol === 'tcp' && Number(first) <= port && port <= Number(last);
  });
}

function lockFindings(
  { locks, system }: PortalState,
  { work_directory: work }: Variables,
): readonly GateFinding[] {
  const [builder] = locks.builders;
  const [kept] = locks.kept;
  return [
    ...(builder === undefined
      ? []
      : [
          finding(
            'stops',
            'locks',
            `Another run is at work in ${work}: ${builder.name} (process ${builder.id})`,
            'Wait until it has ended.',
          ),
        ]),
    ...(kept === undefined
      ? []
      : [
          finding(
            'warns',
            'locks',
            `Another run is in a transaction, or was cut off in one: ${kept}`,
            'Wait until it has ended; when there is none, look what it kept there, and remove it.',
          ),
        ]),
    ...(locks.packager === undefined || system.missing.length === 0
      ? []
      : [
          finding(
            'warns',
            'locks',
            `${locks.packager} holds the lock of the package manager`,
            'The run waits for it, for some minutes.',
          ),
        ]),
  ];
}
