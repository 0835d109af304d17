import type { Query } from '../../core/query.ts';
import type { Controller, Scope } from '../../core/scope.ts';
import type { Look, Task } from '../../core/task.ts';
import type { PlannedTask } from '../run-plan.ts';
import { withTimeOf } from '../task-time.ts';

/** What is asked of a task before its turn, and depends on one whose turn has not come either. */
class NotYet extends Error {
  override readonly name = 'NotYet';
}

export interface ForesightOptions {
  readonly scope: Scope;
  readonly controller: Controller;
  /** Told of every secret before it is sent. */
  readonly learn: (secret: unknown) => void;
  /** Whether a task's turn is still to come, or not over. */
  readonly isPending: (task: Task) => boolean;
}

/** Prepares tasks before their turn, as far as that does not depend on what tasks before them will see. */
export class Foresight {
  readonly #options: ForesightOptions;
  readonly #early: Scope;
  readonly #prepared = new Map<PlannedTask, Query<Look<unknown>>>();

  constructor(options: ForesightOptions) {
    this.#options = options;
    this.#early = earlyScope(options);
  }

  /** The query of a task whose turn it is: the one made early, or a new one. */
  async queryOf(planned: PlannedTask): Promise<Query<Look<unknown>>> {
    return this.#prepared.get(planned) ?? (await this.#prepare(planned, this.#options.scope));
  }

  /**
   * The query of a coming task; undefined when it is not known yet, or when the task will be skipped. What is wrong
   * with a task is said when its turn comes, not before.
   */
  async foresee(planned: PlannedTask): Promise<Query<Look<unknown>> | undefined> {
    const known = this.#prepared.get(planned);
    if (known !== undefined) return known;
    try {
      if (!planned.when.every(({ holds }) => holds(this.#early))) return undefined;
      const query = await this.#prepare(planned, this.#early);
      this.#prepared.set(planned, query);
      return query;
    } catch {
      return undefined;
    }
  }

  /** Whether the condition of a coming task is known not to hold. */
  isSkipped({ when }: PlannedTask): boolean {
    try {
      return !when.every(({ holds }) => holds(this.#early));
    } catch {
      return false;
    }
  }

  /** Forgets a task whose turn is over. */
  done(planned: PlannedTask): void {
    this.#prepared.delete(planned);
  }

  /** Forgets everything: the controller's files may have changed, from which tasks are prepared. */
  forget(): void {
    this.#prepared.clear();
  }

  async #prepare({ task }: PlannedTask, scope: Scope): Promise<Query<Look<unknown>>> {
    const { controller, learn } = this.#options;
    return withTimeOf(task, await task.prepare(scope, controller, learn));
  }
}

function earlyScope({ scope, isPending }: ForesightOptions): Scope {
  const certain = (task: Task): void => {
    if (isPending(task)) throw new NotYet(`"${task.name}" has not ended yet`);
  };
  return {
    ...scope,
    state: (task) => {
      certain(task);
      return scope.state(task);
    },
    changed: (task) => {
      certain(task);
      return scope.changed(task);
    },
    failed: (task) => {
      certain(task);
      return scope.failed(task);
    },
  };
}
