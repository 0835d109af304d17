import type { Progress } from '../core/command.ts';
import { viewOf } from '../core/error-view.ts';
import { CancelledError, ConnectionError, TimeoutError } from '../core/errors.ts';
import type { Emit, HostOutcome, TaskOutcome, TaskPlace } from '../core/event.ts';
import type { Scope } from '../core/scope.ts';
import type { PlannedChange } from '../core/task.ts';
import type { HostLink } from '../session/host-link.ts';
import type { Confirm } from './confirm.ts';
import { HostState } from './host-state.ts';
import { LookAhead } from './look-ahead.ts';
import { mayIgnore } from './may-ignore.ts';
import type { Memory } from './memory.ts';
import { OutputGate } from './output-gate.ts';
import { refuseStopped } from './preflight/refuse-stopped.ts';
import type { AppliedChange } from './rollback.ts';
import {
  blocksOf,
  type HostPlan,
  type PlannedNode,
  type PlannedTask,
  type PlannedTransaction,
} from './run-plan.ts';
import { runTask } from './task-run.ts';
import { Transactions } from './transactions.ts';
import { Undetermined } from './undetermined.ts';
import { withinTime } from './within-time.ts';

export interface HostRunOptions {
  readonly play: string;
  readonly plan: HostPlan;
  readonly link: HostLink;
  readonly memory: Memory;
  readonly directory: string;
  readonly check: boolean;
  readonly emit: Emit;
  /** No new task begins once this is aborted; a transaction that is under way is taken back. */
  readonly drain: AbortSignal;
  /** Ends what runs, and the connection. */
  readonly signal: AbortSignal;
  /** Told of every secret before it is sent. */
  readonly learn: (secret: unknown) => void;
  /** Names what this run keeps on the host. */
  readonly keepId: string;
  /** Whether tasks are looked at, and changed, ahead of their turn. */
  readonly lookAhead: boolean;
  /** The host is the controller. */
  readonly isHere: boolean;
  /** Undefined: nobody is asked. */
  readonly confirm: Confirm | undefined;
}

/** One host through the tasks of one play, in their order. Never rejects: what goes wrong is an event and an outcome. */
export class HostRun {
  readonly #options: HostRunOptions;
  readonly #state: HostState;
  readonly #ahead: LookAhead;
  readonly #transactions: Transactions;
  #connected = false;

  constructor(options: HostRunOptions) {
    const { play, plan, check, directory, memory, lookAhead, emit } = options;
    this.#options = options;
    this.#state = new HostState(plan.host, check, memory);
    this.#ahead = new LookAhead({
      ...options,
      scope: this.#state.scope,
      controller: { directory, host: plan.host },
      tasks: blocksOf(plan.nodes),
      isOn: lookAhead,
    });
    const place = { play, host: plan.host.name };
    this.#transactions = new Transactions({
      ...options,
      onRolledBack: (told) => emit({ is: 'transaction-rolled-back', ...place, ...told }),
    });
  }

  /** Asks already what the first tasks want to know: it travels with whatever else is asked before. Never rejects. */
  async begin(): Promise<void> {
    await this.#ahead.begin().catch(() => {});
  }

  async run(): Promise<HostOutcome> {
    const { play, plan, link, emit } = this.#options;
    const host = plan.host.name;
    try {
      await link.connect();
      this.#connected = true;
      emit({ is: 'host-connected', play, host });
      await this.#walk(plan.nodes, []);
      this.#judge();
      emit({ is: 'host-finished', play, host, outcome: 'ok', report: this.#report() });
      return 'ok';
    } catch (error) {
      const outcome = this.#outcomeOf(error);
      emit({ is: 'host-finished', play, host, outcome, error: viewOf(error), report: [] });
      return outcome;
    }
  }

  /** Throws a RefusedError for a host that a gate does not find as it has to be. */
  #judge(): void {
    const { play, plan, emit } = this.#options;
    const findings = this.#ifKnown(plan.findings);
    if (findings.length > 0) emit({ is: 'host-judged', play, host: plan.host.name, findings });
    refuseStopped(findings);
  }

  #report(): readonly string[] {
    return this.#ifKnown(this.#options.plan.report);
  }

  /** What a check cannot know yet it does not tell. */
  #ifKnown<T>(tell: (scope: Scope) => readonly T[]): readonly T[] {
    try {
      return tell(this.#state.scope);
    } catch (error) {
      if (error instanceof Undetermined) return [];
      throw error;
    }
  }

  async #walk(nodes: readonly PlannedNode[], applied: AppliedChange[]): Promise<void> {
    const { signal, drain } = this.#options;
    try {
      for (const node of nodes) {
        signal.throwIfAborted();
        drain.throwIfAborted();
        if (node.is === 'task') await this.#task(node, applied);
        else await this.#transaction(node, applied);
      }
    } catch (error) {
      await this.#settle(applied);
      throw error;
    }
  }

  /** What was sent ahead of a task that failed and was done all the same is told, and taken back with the rest. */
  async #settle(applied: AppliedChange[]): Promise<void> {
    for (const { planned, changes, begun } of await this.#ahead.stragglers()) {
      if (begun === 'yes') await this.#task(planned, applied).catch(() => {});
      else {
        const { task, user } = planned;
        applied.push(...changes.map((change) => ({ task: task.name, change, user })));
        this.#ahead.done(planned);
      }
    }
  }

  async #task(planned: PlannedTask, applied: AppliedChange[]): Promise<void> {
    const { emit, signal, drain, link, learn } = this.#options;
    const place = this.#placeOf(planned);
    const { task, user } = planned;
    const begun = performance.now();
    const output = new OutputGate({ tell: (told) => emit({ is: 'task-output', ...told, ...place }) });
    const finish = (outcome: TaskOutcome) => {
      output.end();
      const tookMs = Math.round(performance.now() - begun);
      emit({ is: 'task-finished', module: task.module, outcome, tookMs, ...place });
    };
    const isLeftOut = (await this.#options.confirm?.(place)) === 'no';
    emit({ is: 'task-started', module: task.module, ...place });
    if (isLeftOut) {
      this.#state.memory.skip(task);
      this.#ahead.done(planned);
      return finish({ is: 'skipped', reason: 'left out when it was asked for' });
    }
    const context = {
      state: this.#state,
      ahead: this.#ahead,
      link,
      user,
      learn,
      drain,
      onProgress: (progress: Progress) => emit({ is: 'task-progress', progress, ...place }),
      onNote: (note: string) => emit({ is: 'task-note', note, ...place }),
      onOutput: output.onLine,
      onChange: (change: PlannedChange) => applied.push({ task: task.name, change, user }),
    };
    try {
      finish(
        await withinTime({ task, link, signal }, (limit) => runTask(planned, { ...context, signal: limit })),
      );
    } catch (error) {
      if (mayIgnore(error, planned, { link, signal })) return finish(await this.#passOver(planned, error));
      finish({ is: 'failed', error: viewOf(error) });
      throw error;
    } finally {
      this.#ahead.done(planned);
    }
  }

  /** A task failed, and the play goes on: what of the host was known before is not relied upon. */
  async #passOver(planned: PlannedTask, error: unknown): Promise<TaskOutcome> {
    this.#state.memory.fail(planned.task);
    await this.#ahead.passOver(planned);
    return { is: 'ignored', error: viewOf(error) };
  }

  async #transaction({ name, nodes }: PlannedTransaction, outer: AppliedChange[]): Promise<void> {
    if (this.#options.check) return this.#walk(nodes, []);
    await this.#transactions.carryOut(name, outer, (applied) => this.#walk(nodes, applied));
  }

  #placeOf({ id, within, task }: PlannedTask): TaskPlace {
    const { play, plan } = this.#options;
    return { play, host: plan.host.name, id, name: task.name, within };
  }

  #outcomeOf(error: unknown): HostOutcome {
    const { signal, drain, link } = this.#options;
    if (error instanceof CancelledError || error === signal.reason || error === drain.reason)
      return 'cancelled';
    if (error instanceof ConnectionError) return 'unreachable';
    const isLost = error instanceof TimeoutError && !link.isConnected;
    return this.#connected && !isLost ? 'failed' : 'unreachable';
  }
}
