import type { Host } from '../../core/host.ts';
import type { PlannedPlay } from '../run-plan.ts';

/** A host, and the play in which it takes part first. */
export interface FirstTurn {
  readonly play: string;
  readonly host: Host;
}

/** Each host of the plays once, with the play that it is in first. */
export function firstTurns(plays: readonly PlannedPlay[]): readonly FirstTurn[] {
  const turns = new Map<string, FirstTurn>();
  for (const { name: play, hosts } of plays) {
    for (const { host } of hosts) if (!turns.has(host.name)) turns.set(host.name, { play, host });
  }
  return [...turns.values()];
}
