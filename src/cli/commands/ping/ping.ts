import { UsageError } from '../../../core/errors.ts';
import { exitCodeOf } from '../../../core/exit-code.ts';
import { play } from '../../../core/play.ts';
import { Secret } from '../../../core/secret.ts';
import { sh } from '../../../core/sh.ts';
import { probe } from '../../../modules/probe.ts';
import { paintWith } from '../../../reporters/paint.ts';
import { preflightLines } from '../../../reporters/summary/preflight-lines.ts';
import { run } from '../../../run.ts';
import { extraVars } from '../../extra-vars.ts';
import { interrupts } from '../../interrupts.ts';
import { answerToOurName } from '../../playbook/answer-to-our-name.ts';
import { readSecret } from '../../read-secret.ts';
import { unlockKeys } from '../../unlock-keys.ts';
import { type VaultFlags, vaultPasswords } from '../../vault-passwords.ts';
import { terminalOf } from '../terminal-of.ts';

export interface PingFlags extends VaultFlags {
  readonly inventory: readonly string[];
  readonly become: boolean;
  readonly becomeUser?: string;
  readonly askBecomePass: boolean;
  readonly limit?: string;
  readonly forks: number;
  readonly extraVars: readonly string[];
  readonly json: boolean;
}

/** Looks at hosts as a run does before it begins, prints what was found, and returns the exit code. */
export async function ping(pattern: string, flags: PingFlags): Promise<number> {
  const { inventory, become, becomeUser, limit, json } = flags;
  if (inventory.length === 0) throw new UsageError('No inventory: name one with -i');
  answerToOurName();
  const user = become || becomeUser !== undefined ? [becomeUser ?? true] : [];
  const tasks = [false, ...user].map((as) => probe(`As ${as}`, { script: sh`:` }, { become: as }));
  const given = await extraVars(flags.extraVars);
  const password = flags.askBecomePass
    ? { ansible_become_password: new Secret(await readSecret('sudo password: ')) }
    : {};
  const vaults = await vaultPasswords(flags);
  using stop = interrupts((text) => process.stderr.write(`\n${text}\n`));
  const result = await run(play({ name: pattern, hosts: pattern, tasks }), {
    inventory,
    extraVars: { ...given, ...password },
    vaultPasswords: vaults,
    ...(limit === undefined ? {} : { limit }),
    concurrency: flags.forks,
    preflight: 'only',
    beforeConnecting: unlockKeys,
    drain: stop.drain,
    signal: stop.signal,
  });
  const lines = json
    ? result.hosts.map(({ host, preflight }) => JSON.stringify({ host, ...preflight }))
    : preflightLines(result.hosts, { paint: paintWith(terminalOf(process.stdout).colours) });
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  return exitCodeOf(result);
}
