import type { Host } from '../core/host.ts';
import { limitNames } from './limit-names.ts';

/** At most so many hosts of that name at a time. */
export interface Limit {
  readonly name: string;
  readonly most: number;
}

/** How many at a time, by the name of what they share. */
export type AtMost = Readonly<Record<string, number>>;

/** The limits that hold for a host. Where several sizes are given for a name, the smallest counts. */
export function hostLimits(host: Host, sizes: readonly AtMost[]): readonly Limit[] {
  return limitNames(host).flatMap((name) => {
    const given = sizes.flatMap((atMost) => (Object.hasOwn(atMost, name) ? [atMost[name] ?? Infinity] : []));
    const most = given.length > 0 ? Math.min(...given) : ownSize(name);
    return Number.isFinite(most) ? [{ name, most }] : [];
  });
}

/** sshd refuses at random from 10 logins at a time on (MaxStartups). */
function ownSize(name: string): number {
  return name.startsWith('bastion:') ? 10 : Infinity;
}
