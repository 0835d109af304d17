import type { Host } from '../../core/host.ts';
import type { Play } from '../../core/play.ts';
import { Secret } from '../../core/secret.ts';
import type { CompletedRun } from '../../engine/execute.ts';
import { Redactor } from '../../engine/redactor.ts';
import { type RunOptions, run } from '../../run.ts';
import { connectionSettings } from '../../transports/connection-settings.ts';
import { extraVars } from '../extra-vars.ts';
import { interrupts } from '../interrupts.ts';
import { answerToOurName } from '../playbook/answer-to-our-name.ts';
import { readSecret } from '../read-secret.ts';
import { readInventory } from '../run/known-inventory.ts';
import { unlockKeys } from '../unlock-keys.ts';
import { vaultPasswords } from '../vault-passwords.ts';
import type { HostFlags } from './options/host-flags.ts';

interface OnHosts {
  readonly result: CompletedRun;
  /** Knows the secrets of the hosts. */
  readonly redactor: Redactor;
}

type How = Pick<RunOptions, 'check' | 'preflight' | 'reporters'>;

/** Runs a play that no playbook holds on the hosts that flags name. */
export async function runOnHosts(one: Play, flags: HostFlags, how: How = {}): Promise<OnHosts> {
  answerToOurName();
  const { limit, forks } = flags;
  const given = await extraVars(flags.extraVars);
  const password = flags.askBecomePass
    ? { ansible_become_password: new Secret(await readSecret('sudo password: ')) }
    : {};
  const vaults = await vaultPasswords(flags);
  const redactor = new Redactor();
  using stop = interrupts((text) => process.stderr.write(`\n${text}\n`));
  const { inventory } = await readInventory(
    {
      sources: flags.inventory,
      extraVars: { ...given, ...password },
      vaultPasswords: vaults,
      signal: stop.drain,
    },
    flags,
  );
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
