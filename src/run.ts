import { UsageError } from './core/errors.ts';
import type { RunEvent } from './core/event.ts';
import type { Host } from './core/host.ts';
import type { Play } from './core/play.ts';
import type { Reporter } from './core/reporter.ts';
import type { Confirm } from './engine/confirm.ts';
import { type CompletedRun, execute, type PreflightMode } from './engine/execute.ts';
import type { Reach } from './engine/reach.ts';
import type { RunPlan } from './engine/run-plan.ts';
import { type PlanOptions, planOf } from './plan-of.ts';
import { connectionSettings } from './transports/connection-settings.ts';
import { transportFor } from './transports/transport-for.ts';

export interface RunOptions extends PlanOptions {
  /** Look and plan only: nothing on any host is changed. Default: false. */
  readonly check?: boolean;
  /** Hosts at a time, at most. Default: what a play says, or 20. */
  readonly concurrency?: number | undefined;
  /**
   * When hosts are looked at: `each` as its turn comes; `all` before anything is done on any, and unless all are as
   * they have to be, nothing is; `only` looks, also by plays that are gates, and does nothing else; `none`. Default: each.
   */
  readonly preflight?: PreflightMode;
  /** With the preflight `all`, or a play that is a gate: leaves out the hosts that are not as they have to be. Default: false. */
  readonly allowPartial?: boolean;
  /**
   * Ask and send what the tasks to come need ahead of their turn, so that round trips do not grow with tasks. The
   * outcome is the same without. Default: true.
   */
  readonly lookAhead?: boolean;
  /** Aborted: what runs is ended, on the hosts too, and connections are closed. */
  readonly signal?: AbortSignal;
  readonly reporters?: readonly Reporter[];
  readonly onEvent?: (event: RunEvent) => unknown;
  /** Called with the hosts of the plays before anything is connected; when it rejects, so does the run. */
  readonly beforeConnecting?: (hosts: readonly Host[]) => Promise<void>;
  /** Asked before every task on a host; `no` leaves it out. Nothing is then looked at, or begun, ahead of its turn. */
  readonly confirm?: Confirm;
  /** How to get to a host. Default: what its `ansible_*` and `drover_*` variables say. */
  readonly reachOf?: (host: Host) => Reach;
}

/**
 * Runs plays on the hosts of an inventory. Rejects with a UsageError, NothingMatchedError or DefinitionError before anything is touched;
 * all that goes wrong later, on a host, is in the result.
 */
export async function run(plays: Play | readonly Play[], options: RunOptions): Promise<CompletedRun> {
  const { check = false, directory = process.cwd(), reachOf = reachByVariables } = options;
  const list = 'is' in plays ? [plays] : plays;
  refuseAllowPartial(list, options);
  const plan = await planOf(list, options);
  await options.beforeConnecting?.(hostsOf(plan));
  return execute(plan, {
    check,
    lookAhead: options.lookAhead ?? true,
    confirm: options.confirm,
    concurrency: concurrencyOf(options),
    atMost: options.atMost ?? {},
    rollout: options.rollout ?? {},
    preflight: options.preflight ?? 'each',
    allowPartial: options.allowPartial ?? false,
    directory,
    reachOf,
    ...signalsOf(options),
    reporters: reportersOf(options),
  });
}

function hostsOf({ plays }: RunPlan): readonly Host[] {
  const hosts = plays.flatMap((one) => one.hosts.map(({ host }) => host));
  return [...new Map(hosts.map((host) => [host.name, host])).values()];
}

function signalsOf({ drain, signal }: RunOptions): { drain: AbortSignal; signal: AbortSignal } {
  const never = new AbortController().signal;
  return { drain: drain ?? never, signal: signal ?? never };
}

function concurrencyOf({ concurrency }: RunOptions): number | undefined {
  if (concurrency === undefined || (Number.isInteger(concurrency) && concurrency > 0)) return concurrency;
  throw new UsageError(`concurrency is ${concurrency}: it must be a whole number from 1 on`);
}

function reportersOf({ reporters = [], onEvent }: RunOptions): readonly Reporter[] {
  return onEvent === undefined ? reporters : [...reporters, { on: onEvent }];
}

function refuseAllowPartial(plays: readonly Play[], { allowPartial = false, preflight }: RunOptions): void {
  if (!allowPartial || preflight === 'all' || plays.some(({ gate }) => gate)) return;
  throw new UsageError(
    'allowPartial leaves hosts out after a preflight of all or a gate, and there is none',
    {
      hint: 'Add --preflight all; without it, the other hosts go on anyway.',
    },
  );
}

function reachByVariables(host: Host): Reach {
  const { shell, becomeMethod, becomeProgram, becomePassword, connection } = connectionSettings(host);
  const isHere = connection === 'local';
  const connect = (signal: AbortSignal) => transportFor(host).connect(host, signal);
  return { shell, becomeMethod, becomeProgram, becomePassword, isHere, connect };
}
