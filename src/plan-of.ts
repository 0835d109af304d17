import { closestName } from './core/closest-name.ts';
import { didYouMean } from './core/did-you-mean.ts';
import { NothingMatchedError } from './core/errors.ts';
import type { Inventory } from './core/host.ts';
import type { Play } from './core/play.ts';
import { type Rollout, refuseWrongRollout } from './core/rollout.ts';
import { type CompileChoice, compile } from './engine/compile.ts';
import { refuseWrongLimits } from './engine/refuse-wrong-limits.ts';
import { type RunPlan, tasksOf } from './engine/run-plan.ts';
import { startAt } from './engine/start-at.ts';
import { limitHosts } from './inventory/limit-hosts.ts';
import { loadInventory } from './inventory/load-inventory.ts';
import type { VaultPassword } from './inventory/vault.ts';
import { firstHops } from './transports/first-hops.ts';

/** What decides which tasks stand before which hosts. */
export interface PlanOptions {
  /** An inventory, or where to load it from: directories, files, `host1,host2`. */
  readonly inventory: Inventory | string | readonly string[];
  /** Variables over all others. */
  readonly extraVars?: Readonly<Record<string, unknown>>;
  /** Open what ansible-vault encrypted in the inventory. */
  readonly vaultPasswords?: readonly VaultPassword[];
  /** A pattern that leaves only some of the hosts. */
  readonly limit?: string;
  readonly tags?: readonly string[];
  readonly skipTags?: readonly string[];
  /** Whether tasks of plays that say nothing of it run as another user, by sudo. Default: false. */
  readonly become?: boolean;
  /** Whom `become: true` means, here and in plays. Default: root. */
  readonly becomeUser?: string;
  /** Begin with the first task of this name, in which `*` and `?` stand for any text and any letter. */
  readonly startAtTask?: string;
  /**
   * At most so many hosts at a time of those that share something: a group, a name in their variable `drover_limits`,
   * or `bastion:NAME`, the first hop on the way to them (default there: 10).
   */
  readonly atMost?: Readonly<Record<string, number>>;
  /** Waves and failure budget for every play, in place of what it says. */
  readonly rollout?: Rollout;
  /** Where relative paths of the playbook start. Default: the working directory. */
  readonly directory?: string;
  /** Aborted: no new task begins; a transaction under way is taken back. */
  readonly drain?: AbortSignal;
}

/**
 * All that a run would do, without doing any of it. Rejects with a UsageError, NothingMatchedError or DefinitionError
 * for what cannot be run.
 */
export async function planOf(plays: readonly Play[], options: PlanOptions): Promise<RunPlan> {
  const { atMost = {}, limit, startAtTask } = options;
  const every = await wholeInventory(options);
  const hopped = firstHops();
  const named = Object.keys(atMost).length === 0 ? [] : await Promise.all(every.hosts.map(hopped));
  refuseWrongLimits(atMost, plays, named);
  refuseWrongRollout(options.rollout ?? {});
  const inventory = limit === undefined ? every : limitHosts(every, limit);
  const plan = await withFirstHops(compile(plays, inventory, choiceOf(options)), hopped);
  if (plan.plays.some((play) => play.hosts.length > 0)) {
    return startAtTask === undefined ? plan : startingAt(plan, startAtTask);
  }
  throw nothingSelected(plays, every, limit);
}

function choiceOf({
  tags = [],
  skipTags = [],
  become = false,
  becomeUser = 'root',
}: PlanOptions): CompileChoice {
  return { tags, skipTags, become, becomeUser };
}

function nothingSelected(
  plays: readonly Play[],
  { hosts, select }: Inventory,
  limit: string | undefined,
): NothingMatchedError {
  const patterns = [...new Set(plays.map((play) => play.hosts))];
  const named = patterns.map((pattern) => `"${pattern}"`).join(' or ');
  if (limit !== undefined && patterns.some((pattern) => select(pattern).length > 0)) {
    return new NothingMatchedError(`The limit "${limit}" leaves no host of ${named}`, {
      hint: `drover inventory list '${patterns[0]}' says which those are.`,
    });
  }
  if (hosts.length === 0 || patterns.some((pattern) => /[^\w.-]/.test(pattern))) {
    const what =
      hosts.length === 0 ? 'The inventory has no hosts' : `No host of the inventory matches ${named}`;
    return new NothingMatchedError(what, {
      hint: 'drover inventory graph shows which hosts are in which group.',
    });
  }
  const names = new Set(hosts.flatMap(({ name, groups }) => [name, ...groups]));
  return new NothingMatchedError(`No host of the inventory matches ${named}`, {
    hint: didYouMean(patterns[0] ?? '', [...names]),
  });
}

async function withFirstHops({ plays }: RunPlan, hopped: ReturnType<typeof firstHops>): Promise<RunPlan> {
  const planned = plays.map(async (play) => {
    const hosts = play.hosts.map(async (one) => ({ ...one, host: await hopped(one.host) }));
    return { ...play, hosts: await Promise.all(hosts) };
  });
  return { plays: await Promise.all(planned) };
}

function startingAt(plan: RunPlan, name: string): RunPlan {
  const rest = startAt(plan, name);
  if (rest !== undefined) return rest;
  const nodes = plan.plays.flatMap(({ hosts }) => hosts.flatMap((host) => host.nodes));
  const near = closestName(name, new Set(tasksOf(nodes).map(({ task }) => task.name)));
  throw new NothingMatchedError(`No task is named "${name}"`, {
    hint: near === undefined ? 'Look at them with --list-tasks.' : `Did you mean "${near}"?`,
  });
}

async function wholeInventory(options: PlanOptions): Promise<Inventory> {
  const { inventory, extraVars, vaultPasswords, directory, drain } = options;
  if (typeof inventory === 'object' && 'hosts' in inventory) return inventory;
  const sources = typeof inventory === 'string' ? [inventory] : inventory;
  return loadInventory({ sources, extraVars, vaultPasswords, playbookDirectory: directory, signal: drain });
}
