import { randomUUID } from 'node:crypto';
import type { PlayOutline } from '../core/event.ts';
import type { Host } from '../core/host.ts';
import type { Reporter } from '../core/reporter.ts';
import type { RunResult } from '../core/result.ts';
import { type Rollout, shareOf, wavesOf } from '../core/rollout.ts';
import type { Task } from '../core/task.ts';
import type { Confirm } from './confirm.ts';
import { eachWithin } from './each-within.ts';
import { EventBus } from './event-bus.ts';
import { type AtMost, hostLimits } from './host-limits.ts';
import { HostLinks } from './host-links.ts';
import { hostsAtATime } from './hosts-at-a-time.ts';
import { ownSignals } from './own-signals.ts';
import { conclude } from './preflight/conclude.ts';
import { firstTurns } from './preflight/first-turns.ts';
import { preflightAll } from './preflight/preflight-all.ts';
import type { Reach } from './reach.ts';
import { Redactor } from './redactor.ts';
import type { RunContext } from './run-context.ts';
import { runHost } from './run-host.ts';
import { type HostPlan, type PlannedPlay, type RunPlan, tasksOf } from './run-plan.ts';

/** When hosts are looked at: each as its turn comes, or all before anything is done on any; `only`: nothing else. */
export type PreflightMode = 'each' | 'all' | 'only' | 'none';

export interface ExecuteOptions {
  readonly check: boolean;
  /** Hosts at a time, at most, whatever plays say. Default: what they say. */
  readonly concurrency?: number | undefined;
  /** At most so many hosts at a time, by the name of what they share. */
  readonly atMost?: AtMost;
  /** Stands over what plays say. Default: what they say. */
  readonly rollout?: Rollout;
  /** Default: each. */
  readonly preflight?: PreflightMode;
  /** With a preflight of all, or a gate: hosts that are not as they have to be are left out. Default: false. */
  readonly allowPartial?: boolean;
  /** Whether tasks are looked at, and changed, ahead of their turn. Default: true. */
  readonly lookAhead?: boolean;
  /** Asked before every task, none of which is then begun ahead of its turn. Default: nobody is asked. */
  readonly confirm?: Confirm | undefined;
  /** The directory that relative paths of the playbook start from. */
  readonly directory: string;
  /** No new task begins once this is aborted. */
  readonly drain: AbortSignal;
  /** Ends what runs, on the hosts too. */
  readonly signal: AbortSignal;
  readonly reporters: readonly Reporter[];
  readonly reachOf: (host: Host) => Reach;
}

/** The result of a run, and what its tasks saw last. */
export interface CompletedRun extends RunResult {
  /** What a task's last look at a host saw; undefined when it did not get that far, or in check mode would change. */
  readonly state: <State>(host: string, task: Task<State>) => State | undefined;
}

/**
 * Carries a plan out. Plays are barriers; a host that did not end well in one takes no part in the next.
 * Rejects with a DefinitionError before anything happens when a host's variables are wrong.
 */
export async function execute(plan: RunPlan, options: ExecuteOptions): Promise<CompletedRun> {
  const redactor = new Redactor();
  const bus = new EventBus(options.reporters, redactor);
  const begun = performance.now();
  const { memories } = await carryOut(plan, options, { redactor, bus });
  bus.emit({ is: 'run-finished', tookMs: Math.round(performance.now() - begun) });
  const result = await bus.end();
  return {
    ...result,
    // Kept under the very task that is asked for, whose type says what its state is.
    state: <State>(host: string, task: Task<State>) => memories.get(host)?.recall(task) as State | undefined,
  };
}

async function carryOut(
  plan: RunPlan,
  options: ExecuteOptions,
  instruments: Instruments,
): Promise<RunContext> {
  const { check, preflight = 'each', allowPartial = false } = options;
  using signals = ownSignals(options);
  const context = contextOf(plan, { ...options, ...signals }, instruments);
  context.emit({ is: 'run-started', check, plays: plan.plays.map(outlineOf) });
  tellDraining(context);
  try {
    const isBarrier = preflight === 'all' || preflight === 'only';
    const verdict = isBarrier ? await preflightAll(plan, { mode: preflight, allowPartial }, context) : 'go';
    if (preflight === 'only' && verdict !== 'cancelled') await runGates(plan, context);
    if (preflight !== 'only' && verdict === 'go') await runPlays(plan, allowPartial, context);
  } finally {
    await context.links[Symbol.asyncDispose]();
  }
  return context;
}

/** Once, whichever of the two comes first. */
function tellDraining({ drain, signal, emit }: RunContext): void {
  const ended = AbortSignal.any([drain, signal]);
  const tell = () => emit({ is: 'draining' });
  ended.addEventListener('abort', tell);
  if (ended.aborted) tell();
}

interface Instruments {
  readonly redactor: Redactor;
  readonly bus: EventBus;
}

function contextOf(plan: RunPlan, options: ExecuteOptions, { redactor, bus }: Instruments): RunContext {
  const { atMost = {}, rollout = {}, lookAhead = true, preflight = 'each', signal, confirm } = options;
  const reachOf = (host: Host) => {
    const reach = options.reachOf(host);
    redactor.learn([host.vars, reach.becomePassword]);
    return reach;
  };
  const plans = Map.groupBy(
    plan.plays.flatMap(({ hosts }) => hosts),
    ({ host }) => host.name,
  );
  return {
    ...options,
    atMost,
    rollout,
    halt: { why: undefined },
    confirm,
    lookAhead: lookAhead && confirm === undefined,
    preflight: preflight !== 'none',
    plansOf: (host) => plans.get(host) ?? [],
    emit: bus.emit,
    learn: (secret) => redactor.learn(secret),
    links: new HostLinks(plan, { reachOf, atMost, signal }),
    memories: new Map(),
    ready: new Set(),
    lost: new Set(),
    keepId: randomUUID(),
  };
}

async function runPlays({ plays }: RunPlan, allowPartial: boolean, context: RunContext): Promise<void> {
  for (const [at, play] of plays.entries()) {
    await runPlay(play, context);
    if (!play.isGate) continue;
    const rest = firstTurns(plays.slice(at + 1));
    const hosts = play.hosts.map(({ host }) => host);
    const looked = { mode: 'gate', play: play.name, allowPartial, hosts, rest } as const;
    if (conclude(looked, context) !== 'go') return;
  }
}

/** A preflight and nothing else is also what the playbook itself looks at before it begins. */
async function runGates({ plays }: RunPlan, context: RunContext): Promise<void> {
  const gates = plays.filter(({ isGate }) => isGate);
  for (const gate of gates) await runPlay(gate, context);
  if (gates.length === 0) return;
  const rest = firstTurns(plays);
  conclude({ mode: 'only', allowPartial: false, hosts: rest.map(({ host }) => host), rest }, context);
}

async function runPlay(play: PlannedPlay, context: RunContext): Promise<void> {
  const { emit, lost, atMost } = context;
  const hosts = play.hosts.filter(({ host }) => !lost.has(host.name));
  emit({ is: 'play-started', play: play.name, hosts: hosts.map(({ host }) => host.name) });
  const concurrency = hostsAtATime(context.concurrency, play.concurrency);
  const limitsOf = ({ host }: HostPlan) => hostLimits(host, [atMost, play.atMost]);
  const rollout = play.isGate ? {} : { ...play.rollout, ...context.rollout };
  const { waves, failureBudget } = rollout;
  const budget = shareOf(failureBudget ?? '100%', hosts.length);
  for (const wave of wavesOf(hosts, rollout)) {
    await eachWithin(wave, { concurrency, limitsOf }, async (plan) => {
      await runHost(play, plan, context);
      const gone = hosts.filter(({ host }) => lost.has(host.name)).length;
      if (gone <= budget || context.halt.why !== undefined) return;
      context.halt.why = `${gone} of ${hosts.length} hosts ${gone === 1 ? 'was' : 'were'} lost, and the failure budget is ${failureBudget}`;
    });
    const isGone = wave.every(({ host }) => lost.has(host.name));
    if (!isGone || waves === undefined || failureBudget !== undefined) continue;
    context.halt.why ??= `every host of a wave of "${play.name}" was lost`;
  }
  emit({ is: 'play-finished', play: play.name });
}

function outlineOf({ name, hosts }: PlannedPlay): PlayOutline {
  const [first] = hosts;
  const tasks = first === undefined ? [] : tasksOf(first.nodes);
  return {
    name,
    hosts: hosts.map(({ host }) => host.name),
    tasks: tasks.map(({ id, task, within }) => ({ id, name: task.name, within })),
  };
}
