import { randomUUID } from 'node:crypto';
import PQueue from 'p-queue';
import type { Connection } from '../core/connection.ts';
import type { PlayOutline } from '../core/event.ts';
import type { Host } from '../core/host.ts';
import type { Reporter } from '../core/reporter.ts';
import type { RunResult } from '../core/result.ts';
import type { Secret } from '../core/secret.ts';
import type { Task } from '../core/task.ts';
import { HostLink } from '../session/host-link.ts';
import type { BecomeMethod } from '../session/launch.ts';
import { EventBus } from './event-bus.ts';
import { HostRun } from './host-run.ts';
import { Memory } from './memory.ts';
import { Redactor } from './redactor.ts';
import { type PlannedPlay, type RunPlan, tasksOf } from './run-plan.ts';

/** How to get to one host. */
export interface Reach {
  readonly connect: (signal: AbortSignal) => Promise<Connection>;
  readonly shell: string;
  /** Default: sudo. */
  readonly becomeMethod?: BecomeMethod;
  readonly becomePassword: Secret | undefined;
  /** The host is the controller itself. Default: false. */
  readonly isHere?: boolean;
}

export interface ExecuteOptions {
  readonly check: boolean;
  /** Hosts at a time. */
  readonly concurrency: number;
  /** Whether tasks are looked at, and changed, ahead of their turn. Default: true. */
  readonly lookAhead?: boolean;
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

/** Carries a plan out. Plays are barriers; a host that did not end well in one takes no part in the next. */
export async function execute(plan: RunPlan, options: ExecuteOptions): Promise<CompletedRun> {
  const redactor = new Redactor();
  const bus = new EventBus(options.reporters, redactor);
  const links = new Map<string, HostLink>();
  const lost = new Set<string>();
  const memories = new Map<string, Memory>();
  const keepId = randomUUID();
  const begun = performance.now();
  const onDrain = () => bus.emit({ is: 'draining' });
  options.drain.addEventListener('abort', onDrain);
  bus.emit({ is: 'run-started', check: options.check, plays: plan.plays.map(outlineOf) });
  try {
    for (const play of plan.plays) {
      await runPlay(play, { ...options, bus, links, lost, memories, keepId, redactor });
    }
  } finally {
    options.drain.removeEventListener('abort', onDrain);
    await Promise.all([...links.values()].map((link) => link[Symbol.asyncDispose]()));
  }
  bus.emit({ is: 'run-finished', tookMs: Math.round(performance.now() - begun) });
  const result = await bus.end();
  return {
    ...result,
    // Kept under the very task that is asked for, whose type says what its state is.
    state: <State>(host: string, task: Task<State>) => memories.get(host)?.recall(task) as State | undefined,
  };
}

interface PlayContext extends ExecuteOptions {
  readonly bus: EventBus;
  readonly redactor: Redactor;
  readonly links: Map<string, HostLink>;
  readonly lost: Set<string>;
  readonly memories: Map<string, Memory>;
  readonly keepId: string;
}

async function runPlay(play: PlannedPlay, context: PlayContext): Promise<void> {
  const { bus, lost, links, memories, concurrency, signal, redactor, reachOf } = context;
  const hosts = play.hosts.filter(({ host }) => !lost.has(host.name));
  bus.emit({ is: 'play-started', play: play.name, hosts: hosts.map(({ host }) => host.name) });
  const queue = new PQueue({ concurrency: play.concurrency ?? concurrency });
  const runs = hosts.map((plan) =>
    queue.add(async () => {
      const { name } = plan.host;
      const reach = reachOf(plan.host);
      redactor.learn([plan.host.vars, reach.becomePassword]);
      const link = links.get(name) ?? new HostLink({ ...reach, host: name, signal });
      links.set(name, link);
      const memory = memories.get(name) ?? new Memory();
      memories.set(name, memory);
      const learn = (secret: unknown) => redactor.learn(secret);
      const { lookAhead = true } = context;
      const { isHere = false } = reach;
      const own = { play: play.name, plan, link, memory, emit: bus.emit, learn, lookAhead, isHere };
      const outcome = await new HostRun({ ...context, ...own }).run();
      if (outcome !== 'ok') lost.add(name);
    }),
  );
  await Promise.all(runs);
  bus.emit({ is: 'play-finished', play: play.name });
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
