import { compareText } from './compare-text.ts';
import type { Host } from './host.ts';

export const hostOrders = ['inventory', 'reverse_inventory', 'sorted', 'reverse_sorted', 'shuffle'] as const;

/** In which order the hosts of a play have their turns, as Ansible's keyword `order` has it. */
export type HostOrder = (typeof hostOrders)[number];

/** Hosts as a pattern selects them, in the order of their turns. */
export function inOrder(hosts: readonly Host[], order: HostOrder, random = Math.random): readonly Host[] {
  switch (order) {
    case 'inventory':
      return hosts;
    case 'reverse_inventory':
      return hosts.toReversed();
    case 'sorted':
      return hosts.toSorted((one, other) => compareText(one.name, other.name));
    case 'reverse_sorted':
      return hosts.toSorted((one, other) => compareText(other.name, one.name));
    case 'shuffle':
      return shuffled(hosts, random);
  }
}

function shuffled(hosts: readonly Host[], random: () => number): readonly Host[] {
  const drawn = hosts.map((host) => ({ host, at: random() }));
  return drawn.toSorted((one, other) => one.at - other.at).map(({ host }) => host);
}
