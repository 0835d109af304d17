import { BlockList, isIPv6 } from 'node:net';
import type { OwnConnection } from './own-connection.ts';
import type { Rule } from './rule.ts';

/** Rules in the order in which they count, and what becomes of the rest. */
export interface Order {
  readonly rules: readonly Rule[];
  readonly policy: 'accept' | 'drop';
}

/** Whether a new connection like ours would not be let in. */
export function isShutOut({ rules, policy }: Order, own: OwnConnection): boolean {
  const first = rules.find((rule) => isAbout(rule, own));
  return (first?.action ?? policy) !== 'accept';
}

/** Whether a rule is about a new connection like ours. */
function isAbout({ ports, protocol, source }: Rule, { client, port }: OwnConnection): boolean {
  if (source !== undefined && !holds(source, client)) return false;
  if (ports === undefined) return true;
  const [from = 0, to = from] = ports.split('-').map(Number);
  return protocol === 'tcp' && from <= port && port <= to;
}

function holds(network: string, address: string): boolean {
  const [base = '', bits] = network.split('/');
  const list = new BlockList();
  list.addSubnet(base, Number(bits ?? (isIPv6(base) ? 128 : 32)), familyOf(base));
  return list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
