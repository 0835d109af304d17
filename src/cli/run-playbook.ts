import { exitCodeOf } from '../core/exit-code.ts';
import type { Reporter } from '../core/reporter.ts';
import { Secret } from '../core/secret.ts';
import { htmlReporter } from '../reporters/html-reporter.ts';
import { jsonlReporter } from '../reporters/jsonl-reporter.ts';
import { reporterFor } from '../reporters/reporter-for.ts';
import { type RunOptions, run } from '../run.ts';
import type { ConnectionFlags } from './commands/options/connection-options.ts';
import { extraVars } from './extra-vars.ts';
import { interrupts } from './interrupts.ts';
import { loadPlaybook } from './load-playbook.ts';
import { answerToOurName } from './playbook/answer-to-our-name.ts';
import { locateProblem } from './playbook/locate-problem.ts';
import { readSecret } from './read-secret.ts';
import { readInventory } from './run/known-inventory.ts';
import { unlockKeys } from './unlock-keys.ts';
import { type VaultFlags, vaultPasswords } from './vault-passwords.ts';

export interface RunFlags extends VaultFlags, ConnectionFlags {
  readonly inventory: readonly string[];
  readonly check: boolean;
  readonly diff: boolean;
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly limit?: string;
  readonly extraVars: readonly string[];
  readonly forks: number;
  readonly atMost: Readonly<Record<string, number>>;
  readonly preflight: NonNullable<RunOptions['preflight']>;
  readonly allowPartial: boolean;
  readonly lookAhead: boolean;
  readonly askBecomePass: boolean;
  readonly report?: string;
  readonly json: boolean;
}

/** Runs a playbook as the flags say, and returns the exit code. */
export async function runPlaybook(playbook: string, flags: RunFlags): Promise<number> {
  const { check, diff, json, tags, skipTags, limit, forks } = flags;
  const { atMost, preflight, allowPartial, lookAhead, report } = flags;
  answerToOurName();
  const { plays, directory } = await loadPlaybook(playbook);
  const given = await extraVars(flags.extraVars);
  const password = flags.askBecomePass
    ? { ansible_become_password: new Secret(await readSecret('sudo password: ')) }
    : {};
  const vaults = await vaultPasswords(flags);
  using stop = interrupts((text) => process.stderr.write(`\n${text}\n`));
  const { inventory } = await readInventory(
    {
      sources: flags.inventory,
      extraVars: { ...given, ...password },
      vaultPasswords: vaults,
      playbookDirectory: directory,
      signal: stop.drain,
    },
    flags,
  );
  const result = await run(plays, {
    inventory,
    check,
    tags,
    skipTags,
    ...(limit === undefined ? {} : { limit }),
    concurrency: forks,
    atMost,
    preflight,
    allowPartial,
    lookAhead,
    directory,
    beforeConnecting: unlockKeys,
    drain: stop.drain,
    signal: stop.signal,
    reporters: [reporter(json, diff), ...(report === undefined ? [] : [htmlReporter({ path: report })])],
  }).catch((error: unknown) => {
    throw locateProblem(error, plays, inventory);
  });
  for (const { message } of result.reporterErrors) process.stderr.write(`A reporter failed: ${message}\n`);
  return exitCodeOf(result);
}

function reporter(json: boolean, diff: boolean): Reporter {
  if (json) return jsonlReporter({ write: (text) => process.stdout.write(text) });
  return reporterFor({ stream: process.stdout, diff });
}
