import type { Host } from '../../core/host.ts';
import type { Play } from '../../core/play.ts';
import type { CompletedRun } from '../../engine/execute.ts';
import { Redactor } from '../../engine/redactor.ts';
import { type RunOptions, run } from '../../run.ts';
import { connectionSettings } from '../../transports/connection-settings.ts';
import { interrupts } from '../interrupts.ts';
import { unlockKeys } from '../unlock-keys.ts';
import { inventoryOfPlay } from './inventory-of-play.ts';
import type { HostFlags } from './options/host-flags.ts';

interface OnHosts {
  readonly result: CompletedRun;
  /** Knows the secrets of the hosts. */
  readonly redactor: Redactor;
}

type How = Pick<RunOptions, 'check' | 'preflight' | 'reporters'>;

/** Runs a play that no playbook holds on the hosts that flags name. */
export async function runOnHosts(one: Play, flags: HostFlags, how: How = {}): Promise<OnHosts> {
  const { limit, forks } = flags;
  const redactor = new Redactor();
  using stop = interrupts((text) => process.stderr.write(`\n${text}\n`));
  const inventory = await inventoryOfPlay(one, flags, { signal: stop.drain });
  const result = await run(one, {
    ...how,
    inventory,
    ...(limit === undefined ? {} : { limit }),
    concurrency: forks,
    beforeConnecting: async (hosts: readonly Host[]) => {
      redactor.learn(hosts.map((host) => [host.vars, connectionSettings(host)]));
      await unlockKeys(hosts);
    },
    drain: stop.drain,
    signal: stop.signal,
  });
  return { result, redactor };
}
