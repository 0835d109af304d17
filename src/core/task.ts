import type { ChangeView } from './change-view.ts';
import type { Step } from './command.ts';
import type { Answer, Query } from './query.ts';
import { refuseWrongOptions } from './refuse-wrong-options.ts';
import type { Controller, Scope } from './scope.ts';

/** One change that is planned: how it reads, how it is made and, where that can be said, how it is taken back. */
export interface PlannedChange {
  readonly view: ChangeView;
  readonly apply: () => Step;
  /** Must cope with a change that was made by half. Undefined: it cannot be taken back. */
  readonly undo: () => Step | undefined;
  /** What is still due when all of the transaction was taken back, such as to start what ran before. */
  readonly afterUndo: () => Step | undefined;
}

/** What a look at the host saw, and what follows from it. No changes: it is already so. */
export interface Look<State> {
  readonly state: State;
  readonly changes: readonly PlannedChange[];
  /** What to say of a task that finds nothing to change. */
  readonly notes: readonly string[];
  /** For an effect that no look can see: the state is what the last command printed, and there is no second look. */
  readonly conclude: ((answer: Answer) => State) | undefined;
}

/** What a transaction gives to all tasks in it. */
export interface TransactionOptions {
  /** The task is skipped on a host where this says false. */
  readonly when?: (scope: Scope) => boolean;
  readonly tags?: readonly string[];
  /** `true` for root, or the name of a user; overrides the play's. */
  readonly become?: boolean | string;
}

/** What a group gives to all tasks in it. */
export interface GroupOptions extends TransactionOptions {
  /**
   * A task that fails is told as `ignored`, and the play goes on; what is nearest to the task decides. Not ignored are
   * wrong parameters, a host that is not reached or is lost, and a run that is ended. Default: false.
   */
  readonly ignoreErrors?: boolean;
}

export interface TaskOptions extends GroupOptions {
  /**
   * Handlers: tasks that run once, after all other tasks of the play, on a host where this one changed something; in
   * the order in which they are first named. What is owed is lost when the host fails before: a state that can be
   * looked at, such as `restartAfter` of `service`, is the safer way.
   */
  readonly notify?: Task | readonly Task[];
  /**
   * For the whole task, tries and all; its commands may take as long, too, where they name no time of their own.
   * Default: none beyond those of its commands.
   */
  readonly timeoutMs?: number;
  /** How often the task is tried again when it has failed: it looks anew, and does what is left. Default: 0. */
  readonly retries?: number;
  /** How long to wait before it is tried again. Default: 5 s. */
  readonly retryDelayMs?: number;
}

/** One state that a host should be in. Made by a module; its types stay in its closure. */
export interface Task<State = unknown> {
  readonly is: 'task';
  readonly name: string;
  readonly module: string;
  /** The module only looks: in check mode its answer is not known once something it reads would change. */
  readonly verifies: boolean;
  readonly options: TaskOptions;
  /**
   * Rejects with a DefinitionError when parameters that depend on the scope are wrong. `learn` is told of the
   * parameters, whose secrets may come back from the host in any text.
   */
  readonly prepare: (
    scope: Scope,
    controller: Controller,
    learn: (secrets: unknown) => void,
  ) => Promise<Query<Look<State>>>;
}

/**
 * Tasks of which all or none hold: when one fails, the changes made before it in this block are taken back
 * in reverse order. A step that cannot be taken back is said so before anything is done.
 */
export interface Transaction {
  readonly is: 'transaction';
  readonly name: string;
  readonly tasks: readonly TaskNode[];
  readonly options: TransactionOptions;
}

/** Tasks under a common title, tags, condition and user. */
export interface Group {
  readonly is: 'group';
  readonly name: string;
  readonly tasks: readonly TaskNode[];
  readonly options: GroupOptions;
}

export type TaskNode = Task | Transaction | Group;

export function transaction(
  name: string,
  tasks: readonly TaskNode[],
  options: TransactionOptions = {},
): Transaction {
  refuseWrongOptions('transaction', name, options);
  return { is: 'transaction', name, tasks, options };
}

export function group(name: string, tasks: readonly TaskNode[], options: GroupOptions = {}): Group {
  refuseWrongOptions('group', name, options);
  return { is: 'group', name, tasks, options };
}
