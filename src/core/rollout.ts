import { DefinitionError } from './errors.ts';

/** So many hosts, or a part of the play's: `3`, `'25%'`. */
export type Share = number | `${number}%`;

/** How a play goes over its hosts. */
export interface Rollout {
  /**
   * How many hosts each wave has; the last one repeats until all have had their turn. The next wave begins when the
   * one before has ended. A part is rounded down, and is one host at least. Default: one wave of all.
   */
  readonly waves?: readonly Share[];
  /**
   * So many hosts may be lost (failed, not reached, not ready). One more, and no host begins any more; those at work
   * end theirs, and plays that only look still look at those that are well. Default: all of them or, in waves, as many
   * as come to be lost until all hosts of one are, as in Ansible.
   */
  readonly failureBudget?: Share;
}

const part = /^(\d+(?:\.\d+)?)%$/;

/** How many of so many hosts a share is. Throws a DefinitionError for what is none. */
export function shareOf(share: Share, hosts: number): number {
  const [, percent] = part.exec(String(share)) ?? [];
  if (percent !== undefined && Number(percent) <= 100) return Math.floor((Number(percent) / 100) * hosts);
  if (typeof share === 'number' && Number.isInteger(share) && share >= 0) return share;
  throw new DefinitionError(`${JSON.stringify(share)} is no number of hosts`, {
    hint: "Give a whole number such as 3, or a part such as '25%'.",
  });
}

/** Throws a DefinitionError for shares that are none. */
export function refuseWrongRollout({ waves = ['100%'], failureBudget = '100%' }: Rollout): void {
  for (const share of [...waves, failureBudget]) shareOf(share, 1);
  if (waves.length > 0 && !waves.includes(0)) return;
  throw new DefinitionError('The waves of a rollout have one host each at least', {
    hint: "Give their sizes, such as [1, '25%'], or leave them out.",
  });
}

/** The hosts in the order of their waves. */
export function wavesOf<T>(hosts: readonly T[], { waves = ['100%'] }: Rollout): readonly (readonly T[])[] {
  const result: (readonly T[])[] = [];
  let begun = 0;
  while (begun < hosts.length) {
    const size = Math.max(
      1,
      shareOf(waves[Math.min(result.length, waves.length - 1)] ?? '100%', hosts.length),
    );
    result.push(hosts.slice(begun, begun + size));
    begun += size;
  }
  return result;
}
