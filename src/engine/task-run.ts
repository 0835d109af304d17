import { touchesOf } from '../core/command.ts';
import { NotConvergedError } from '../core/errors.ts';
import type { TaskOutcome } from '../core/event.ts';
import type { Query } from '../core/query.ts';
import { union } from '../core/resource.ts';
import type { Controller } from '../core/scope.ts';
import type { Look, PlannedChange } from '../core/task.ts';
import type { HostState } from './host-state.ts';
import { inquire, isStale } from './inquiry.ts';
import { type Performing, perform, watcherOf } from './perform.ts';
import type { PlannedTask } from './run-plan.ts';
import { Undetermined } from './undetermined.ts';

export interface TaskContext extends Performing {
  readonly state: HostState;
  readonly controller: Controller;
  /** Told before a change is made, so that it can be taken back even when it is made by half. */
  readonly onChange: (change: PlannedChange) => void;
}

/**
 * One task on one host: look, plan, and, unless this is a check, apply and look again.
 * Rejects when the host could not be brought there; in check mode nothing on the host is changed.
 */
export async function runTask(planned: PlannedTask, context: TaskContext): Promise<TaskOutcome> {
  const { task, when } = planned;
  const { state, controller } = context;
  try {
    if (!when.every((holds) => holds(state.scope))) return skip(planned, state);
    const query = await task.prepare(state.scope, controller);
    if (state.check && task.verifies && isStale(query, state.touched)) {
      throw new Undetermined('looks at what would be changed before it');
    }
    const look = await lookOnce(query, context);
    if (look.changes.length === 0) {
      state.memory.keep(task, { state: look.state, changed: false, certain: true });
      return { is: 'ok' };
    }
    return await (state.check ? predict(planned, look, state) : converge(planned, query, look, context));
  } catch (error) {
    if (!(error instanceof Undetermined)) throw error;
    state.memory.keep(task, { state: undefined, changed: false, certain: false });
    return { is: 'undetermined', reason: error.message };
  }
}

function skip({ task }: PlannedTask, state: HostState): TaskOutcome {
  state.memory.skip(task);
  return { is: 'skipped', reason: 'its condition does not hold' };
}

function predict({ task }: PlannedTask, { changes }: Look<unknown>, state: HostState): TaskOutcome {
  for (const change of changes) state.touched = union(state.touched, touchesOf(change.apply()));
  state.memory.keep(task, { state: undefined, changed: true, certain: false });
  return { is: 'changed', changes: changes.map((change) => change.view) };
}

async function converge(
  { task }: PlannedTask,
  query: Query<Look<unknown>>,
  look: Look<unknown>,
  context: TaskContext,
): Promise<TaskOutcome> {
  const { state, link, user } = context;
  const last = look.changes.length - 1;
  for (const change of look.changes.slice(0, last)) {
    context.onChange(change);
    await perform(change.apply(), context);
  }
  const after = await applyAndLook(look, query, context);
  if (after.changes.length > 0) {
    const left = after.changes.map((change) => change.view.summary).join('; ');
    throw new NotConvergedError(`Everything was applied, and still to be changed is: ${left}`, {
      hint: `Something on ${link.host} undoes it${user === undefined ? '' : ` (as ${user})`}, or ${task.module} has a bug.`,
    });
  }
  state.memory.keep(task, { state: after.state, changed: true, certain: true });
  return { is: 'changed', changes: look.changes.map((change) => change.view) };
}

async function applyAndLook(
  { changes, conclude }: Look<unknown>,
  query: Query<Look<unknown>>,
  context: TaskContext,
): Promise<Pick<Look<unknown>, 'state' | 'changes'>> {
  const change = changes.at(-1);
  if (change === undefined) return lookOnce(query, context);
  context.onChange(change);
  const step = change.apply();
  if (conclude !== undefined) return { state: conclude(await perform(step, context)), changes: [] };
  if (step.is !== 'command' || query.leaves.some((leaf) => leaf.on === 'controller')) {
    await perform(step, context);
    return lookOnce(query, context);
  }
  const { link, user, signal, learn } = context;
  learn(step.stdin);
  return inquire(query, {
    askHost: async (leaves) => {
      const { answers } = await link.runThenAsk(step, leaves, user, watcherOf(step, context));
      return answers;
    },
    signal,
    touched: [],
  });
}

function lookOnce(
  query: Query<Look<unknown>>,
  { link, user, signal, state }: TaskContext,
): Promise<Look<unknown>> {
  return inquire(query, { askHost: (leaves) => link.ask(leaves, user), signal, touched: state.touched });
}
