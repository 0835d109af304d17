import { TimeoutError } from '../core/errors.ts';
import type { Answer, Query } from '../core/query.ts';
import type { Resources } from '../core/resource.ts';
import type { Look, PlannedChange, Task } from '../core/task.ts';
import type { HostLink } from '../session/host-link.ts';
import { type Asking, inquire } from './inquiry.ts';
import { Answers, type Question } from './look-ahead/answers.ts';
import { convoyOf } from './look-ahead/convoy.ts';
import { begunOf, type Flight, takeOff } from './look-ahead/flight.ts';
import { Foresight, type ForesightOptions } from './look-ahead/foresight.ts';
import type { PlannedTask, PlannedTransaction } from './run-plan.ts';

/** So many tasks are looked at ahead. */
const windowTasks = 256;

export interface Upcoming {
  readonly planned: PlannedTask;
  /** The innermost transaction around it. */
  readonly block: PlannedTransaction | undefined;
}

export interface LookAheadOptions extends Omit<ForesightOptions, 'isPending'> {
  readonly link: HostLink;
  /** All tasks of the play, in their order. */
  readonly tasks: readonly Upcoming[];
  /** False: every task is looked at, and changed, in its turn. */
  readonly isOn: boolean;
  /** The host is the controller: what a task changes, the next may be made from. */
  readonly isHere: boolean;
}

type Looking = Pick<Asking, 'touched' | 'signal'>;

/**
 * What the tasks to come need from a host, asked and sent before their turn, so that round trips do not grow with
 * tasks. Only waiting is taken away: what happens on the host, and what is said of it, comes in the order of the
 * playbook, and no task sees what a task before it has made untrue. One thing is otherwise: whether a change that
 * ended well has had its effect is seen only when the files that were sent behind it are written. Where it has not, they
 * are told after the failed task, and taken back with it in a transaction.
 */
export class LookAhead {
  readonly #options: LookAheadOptions;
  readonly #answers: Answers;
  readonly #foresight: Foresight;
  readonly #positions: ReadonlyMap<Task, number>;
  readonly #flights = new Map<PlannedTask, Flight>();
  readonly #unsure = new Map<PlannedTask, readonly PlannedChange[]>();
  #position = 0;
  #isOn: boolean;

  constructor(options: LookAheadOptions) {
    this.#options = options;
    this.#isOn = options.isOn;
    this.#answers = new Answers(options.link);
    this.#positions = new Map(options.tasks.map(({ planned: { task } }, index) => [task, index]));
    const isPending = (task: Task) => (this.#positions.get(task) ?? -1) >= this.#position;
    this.#foresight = new Foresight({ ...options, isPending });
  }

  /** Asks for the first tasks, before their turn. Settles when it is written, not when it is answered. */
  async begin(): Promise<void> {
    if (this.#isOn) await this.#answers.ask(await this.#coming(this.#position));
  }

  /** The query of the task whose turn it is. */
  queryOf(planned: PlannedTask): Promise<Query<Look<unknown>>> {
    return this.#foresight.queryOf(planned);
  }

  /** Looks at the host for the task whose turn it is; what is not known yet is asked for the tasks to come too. */
  async look(
    planned: PlannedTask,
    query: Query<Look<unknown>>,
    { touched, signal }: Looking,
  ): Promise<Look<unknown>> {
    const questions = this.#questionsOf(planned, query);
    if (this.#isOn && questions.some((one) => this.#answers.of(one) === undefined)) {
      await this.#answers.ask([...questions, ...(await this.#coming(this.#position + 1))]);
    }
    // Its time may be over by now: nothing new is begun then.
    signal.throwIfAborted();
    return inquire(query, { askHost: () => this.#answersTo(questions, planned.user), signal, touched });
  }

  /** The changes of this task that are on their way to the host, if they are. */
  flightOf(planned: PlannedTask): Flight | undefined {
    return this.#flights.get(planned);
  }

  /**
   * Sends a task's changes and their proof, and those of the tasks after it that do not depend on them. Undefined
   * when the task's steps are of another kind.
   */
  async depart(
    planned: PlannedTask,
    query: Query<Look<unknown>>,
    look: Look<unknown>,
  ): Promise<Flight | undefined> {
    const { link, learn, tasks, isHere } = this.#options;
    const next = this.#isOn && !isHere ? tasks.slice(this.#position + 1) : [];
    const block = tasks[this.#position]?.block;
    const context = { answers: this.#answers, foresight: this.#foresight };
    const convoy = await convoyOf({ planned, block, query, look }, next, context);
    if (convoy.length === 0) return undefined;
    const shell = await link.shell(planned.user);
    for (const { cargo } of convoy) for (const { stdin } of cargo.commands) learn(stdin);
    const cargoes = convoy.map(({ cargo }) => cargo);
    for (const [index, flight] of takeOff(cargoes, shell).entries()) {
      const passenger = convoy[index]?.planned;
      if (passenger !== undefined) this.#flights.set(passenger, flight);
    }
    return this.#flights.get(planned);
  }

  /** What was touched by a task whose turn it is; `proof`: what the look after it saw. */
  touched(planned: PlannedTask, touches: Resources, proof: readonly Answer[] = []): void {
    this.#answers.touch(touches);
    if (this.#options.isHere && touches.length > 0) this.#foresight.forget();
    const flight = this.#flights.get(planned);
    if (!this.#isOn || flight === undefined) return;
    const questions = questionsOf(planned, flight.query);
    for (const [index, answer] of proof.entries()) {
      const question = questions[index];
      if (question !== undefined) this.#answers.keep(question, answer);
    }
  }

  /** The controller's own files may have changed. */
  forgetPrepared(): void {
    this.#foresight.forget();
  }

  /** The turn of a task is over. */
  done(planned: PlannedTask): void {
    this.#position = (this.#positions.get(planned.task) ?? this.#position) + 1;
    this.#flights.delete(planned);
    this.#unsure.delete(planned);
    this.#foresight.done(planned);
  }

  /** The host was lost, or a task failed and is tried again: what is known is old, and what was in flight may be done. */
  async abandon(): Promise<void> {
    for (const { planned, changes, begun } of await this.#flown()) {
      if (begun !== 'no') this.#unsure.set(planned, changes);
    }
    this.#flights.clear();
    this.#answers.touch('everything');
  }

  /**
   * A task failed and those after it go on: what is known may be old. Where what was sent behind it has been done, all
   * its commands ended well and touched what they say: the rest is as it is known, and told in its turn.
   */
  async passOver(failed: PlannedTask): Promise<void> {
    this.#flights.delete(failed);
    const flown = await this.#flown();
    for (const { planned, changes, begun } of flown) {
      if (begun === 'perhaps') this.#unsure.set(planned, changes);
      if (begun !== 'yes') this.#flights.delete(planned);
    }
    if (!flown.some(({ begun }) => begun === 'yes')) this.#answers.touch('everything');
  }

  /** Changes of a task that may have been made when the host was lost. */
  unsureOf(planned: PlannedTask): readonly PlannedChange[] {
    return this.#unsure.get(planned) ?? [];
  }

  /** After a failure: what was sent ahead and was done all the same, or may have been, in its order. */
  async stragglers(): Promise<readonly Straggler[]> {
    const unsure = [...this.#unsure].map(
      ([planned, changes]) => ({ planned, changes, begun: 'perhaps' }) as const,
    );
    return [...unsure, ...(await this.#flown())].filter((one) => one.begun !== 'no');
  }

  #flown(): Promise<readonly Straggler[]> {
    return Promise.all(
      [...this.#flights].map(async ([planned, flight]) => ({
        planned,
        changes: flight.look.changes,
        begun: await begunOf(flight),
      })),
    );
  }

  /** The questions of the tasks to come whose parameters are known. */
  async #coming(from: number): Promise<readonly Question[]> {
    const { tasks } = this.#options;
    const questions: Question[] = [];
    for (const { planned } of tasks.slice(from, this.#position + windowTasks)) {
      const query = await this.#foresight.foresee(planned);
      if (query !== undefined) questions.push(...this.#questionsOf(planned, query));
    }
    return questions;
  }

  #questionsOf(planned: PlannedTask, query: Query<unknown>): readonly Question[] {
    const questions = questionsOf(planned, query);
    for (const { leaf } of questions) this.#options.learn(leaf.stdin);
    return questions;
  }

  async #answersTo(questions: readonly Question[], user: string | undefined): Promise<readonly Answer[]> {
    const kept = questions.flatMap((one) => this.#answers.of(one) ?? []);
    try {
      if (this.#isOn && kept.length === questions.length) return await Promise.all(kept);
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
      // Another task's question may be the one that hangs: from now on each is asked in its own turn.
      this.#isOn = false;
    }
    return this.#options.link.ask(
      questions.map(({ leaf }) => leaf),
      user,
    );
  }
}

/** Changes that were sent ahead of a task that failed. `perhaps`: the host was lost before it could say. */
export interface Straggler {
  readonly planned: PlannedTask;
  readonly changes: readonly PlannedChange[];
  readonly begun: 'yes' | 'no' | 'perhaps';
}

function questionsOf({ user }: PlannedTask, { leaves }: Query<unknown>): readonly Question[] {
  return leaves.flatMap((leaf) => (leaf.on === 'host' ? [{ leaf, user }] : []));
}
