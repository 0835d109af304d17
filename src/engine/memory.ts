import { DefinitionError, RefusedError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';
import type { Scope } from '../core/scope.ts';
import type { Task } from '../core/task.ts';
import { Undetermined } from './undetermined.ts';

interface Remembered {
  readonly state: unknown;
  readonly changed: boolean;
  /** False where only a change that is not made yet would bring the state about. */
  readonly certain: boolean;
}

/** What the tasks of one host have seen so far, over all plays. */
export class Memory {
  readonly #seen = new Map<Task, Remembered>();
  readonly #skipped = new Set<Task>();
  readonly #failed = new Set<Task>();

  keep(task: Task, remembered: Remembered): void {
    this.#seen.set(task, remembered);
    this.#failed.delete(task);
  }

  /** What it saw before it failed is no state to go by. */
  fail(task: Task): void {
    this.#seen.delete(task);
    this.#failed.add(task);
  }

  /** What it saw or did in an earlier play is over. */
  skip(task: Task): void {
    this.#seen.delete(task);
    this.#failed.delete(task);
    this.#skipped.add(task);
  }

  /** What the task saw last, when that is certain. */
  recall(task: Task): unknown {
    const seen = this.#seen.get(task);
    return seen?.certain ? seen.state : undefined;
  }

  scope(host: Host, check: boolean): Scope {
    return {
      host,
      check,
      state: <State>(task: Task<State>) => this.#state(task) as State,
      changed: (task) => this.#changed(task),
      failed: (task) => this.#failed.has(task),
    };
  }

  #changed(task: Task): boolean {
    const seen = this.#seen.get(task);
    if (seen === undefined || task.verifies) return false;
    if (seen.changed || seen.certain) return seen.changed;
    throw new Undetermined(`depends on whether "${task.name}" would change`);
  }

  #state(task: Task): unknown {
    const seen = this.#seen.get(task);
    if (seen === undefined) {
      if (this.#failed.has(task)) throw new RefusedError(`"${task.name}" failed, so there is no state of it`);
      if (this.#skipped.has(task))
        throw new RefusedError(`"${task.name}" was skipped, so there is no state of it`);
      throw new DefinitionError(
        `"${task.name}" has no state here: it does not come before, or its tags were left out`,
      );
    }
    if (!seen.certain) throw new Undetermined(`depends on "${task.name}", which would change`);
    // Kept under the very task that is asked for, whose type says what its state is.
    return seen.state;
  }
}
