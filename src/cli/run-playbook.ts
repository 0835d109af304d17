import { exitCodeOf } from '../core/exit-code.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { limitParts } from '../inventory/limit-parts.ts';
import { type RunOptions, run } from '../run.ts';
import { interrupts } from './interrupts.ts';
import { loadPlaybook } from './load-playbook.ts';
import { answerToOurName } from './playbook/answer-to-our-name.ts';
import { locateProblem } from './playbook/locate-problem.ts';
import { type Asker, askBeforeTasks } from './run/ask-before-tasks.ts';
import { type InventoryFlags, inventoryFor } from './run/inventory-for.ts';
import type { ListFlags } from './run/list-options.ts';
import { listPlaybook } from './run/list-playbook.ts';
import { refuseUnknownNames } from './run/refuse-unknown-names.ts';
import { remarksOnHosts } from './run/remarks-on-hosts.ts';
import { type ReporterFlags, reportersFor } from './run/reporters-for.ts';
import { type SelectionFlags, selectionOf } from './run/selection-of.ts';
import { unlockKeys } from './unlock-keys.ts';

export interface RunFlags extends InventoryFlags, ListFlags, ReporterFlags, SelectionFlags {
  readonly check: boolean;
  readonly forks?: number;
  readonly preflight: NonNullable<RunOptions['preflight']>;
  readonly allowPartial: boolean;
  readonly lookAhead: boolean;
}

/** Runs a playbook as the flags say, or says what a run would be about, and returns the exit code. */
export async function runPlaybook(playbook: string, flags: RunFlags): Promise<number> {
  const { check, limit } = flags;
  const isListing = onlyLists(flags);
  answerToOurName();
  const { plays, directory } = await loadPlaybook(playbook);
  if (flags.syntaxCheck && flags.inventory.length === 0) return print([`${playbook} can be loaded`]);
  using stop = interrupts((text) => process.stderr.write(`\n${text}\n`));
  using asker = flags.step && !isListing ? askerOn(stop.drain) : undefined;
  const known = await inventoryFor(flags, {
    playbookDirectory: directory,
    isListing,
    patterns: plays.map(({ hosts }) => hosts),
    signal: stop.drain,
  });
  if (limit !== undefined) refuseUnknownNames(limitParts(limit), known);
  for (const remark of remarksOnHosts(plays, known)) process.stderr.write(`drover: ${remark}\n`);
  const { inventory } = known;
  const options = { ...selectionOf(flags), inventory, directory, drain: stop.drain };
  const located = (error: unknown) => {
    throw locateProblem(error);
  };
  if (isListing) return print(await listPlaybook(plays, { asked: flags, options }).catch(located));
  const result = await run(plays, {
    ...options,
    check,
    concurrency: flags.forks,
    preflight: flags.preflight,
    allowPartial: flags.allowPartial,
    lookAhead: flags.lookAhead,
    ...(asker === undefined ? {} : { confirm: asker.confirm }),
    beforeConnecting: unlockKeys,
    signal: stop.signal,
    reporters: reportersFor(flags),
  }).catch(located);
  for (const { message } of result.reporterErrors) process.stderr.write(`A reporter failed: ${message}\n`);
  return exitCodeOf(result);
}

function askerOn(drain: AbortSignal): Asker {
  return askBeforeTasks({ input: process.stdin, output: process.stderr, drain });
}

function onlyLists({ listHosts, listTasks, listTags, syntaxCheck }: ListFlags): boolean {
  return listHosts || listTasks || listTags || syntaxCheck;
}

function print(lines: readonly string[]): number {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  return exitCodes.ok;
}
