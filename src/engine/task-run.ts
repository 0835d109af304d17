import { touchesOf } from '../core/command.ts';
import { ConnectionError, LostError, NotConvergedError } from '../core/errors.ts';
import type { TaskOutcome } from '../core/event.ts';
import type { Answer, Query } from '../core/query.ts';
import { overlaps, union } from '../core/resource.ts';
import type { Look, PlannedChange, Task } from '../core/task.ts';
import { BecomeError } from '../session/become-failure.ts';
import { NotRun } from '../session/not-run.ts';
import { begunChanges } from './begun-changes.ts';
import type { HostState } from './host-state.ts';
import { inquire, isStale } from './inquiry.ts';
import { type Flight, proofOf } from './look-ahead/flight.ts';
import type { LookAhead } from './look-ahead.ts';
import type { Memory } from './memory.ts';
import { type Performing, perform, watcherOf } from './perform.ts';
import { reconnect } from './reconnect.ts';
import { mayRetry } from './retry.ts';
import type { Condition, PlannedTask } from './run-plan.ts';
import { Undetermined } from './undetermined.ts';
import { untilOver } from './until-over.ts';

export interface TaskContext extends Performing {
  readonly state: HostState;
  readonly ahead: LookAhead;
  /** No new try begins once this is aborted. */
  readonly drain: AbortSignal;
  /** Told before a change is made, so that it can be taken back even when it is made by half. */
  readonly onChange: (change: PlannedChange) => void;
}

/** How often a task may lose its host and go on. */
const losses = 3;

/**
 * One task on one host: look, plan, and, unless this is a check, apply and look again. When the host is lost on the
 * way and comes back, or the task may be tried again, it is looked at anew: nothing is repeated blindly.
 * Rejects when the host could not be brought there; in check mode nothing on the host is changed.
 */
export function runTask(planned: PlannedTask, context: TaskContext): Promise<TaskOutcome> {
  return untilOver(context, (open) => tryUntilDone(planned, open));
}

async function tryUntilDone(planned: PlannedTask, context: TaskContext): Promise<TaskOutcome> {
  const { link, signal, ahead, onNote, state } = context;
  const begun = begunChanges();
  const onChange = (change: PlannedChange) => {
    begun.add(change);
    context.onChange(change);
  };
  // A module may note there what it has done: that must not be forgotten with the link.
  let query: Query<Look<unknown>> | undefined;
  const prepare = async () => (query ??= await ahead.queryOf(planned));
  const { options } = planned.task;
  let { retries = 0 } = options;
  for (let lost = 0; ; ) {
    for (const change of ahead.unsureOf(planned)) if (!begun.has(change)) onChange(change);
    begun.tryAnew();
    try {
      const last = await attempt(planned, prepare, { ...context, onChange });
      return ofAllTries(last, begun.told(), { task: planned.task, memory: state.memory });
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof LostError && lost < losses) {
        lost += 1;
        await ahead.abandon();
        await reconnect(link, signal);
        onNote(`${error.message}; connected again, and looked at how far it had come`);
      } else {
        if (!(await mayRetry(error, options, { ...context, left: retries }))) throw error;
        retries -= 1;
        query = undefined;
        await ahead.abandon();
      }
    }
  }
}

/** Once the last try has ended well, what was changed in any of them counts. */
function ofAllTries(
  last: TaskOutcome,
  changes: readonly PlannedChange[],
  { task, memory }: { readonly task: Task; readonly memory: Memory },
): TaskOutcome {
  if ((last.is !== 'ok' && last.is !== 'changed') || changes.length === 0) return last;
  memory.keep(task, { state: memory.recall(task), changed: true, certain: true });
  return changed(changes);
}

async function attempt(
  planned: PlannedTask,
  prepare: () => Promise<Query<Look<unknown>>>,
  context: TaskContext,
): Promise<TaskOutcome> {
  const { task, when } = planned;
  const { state, ahead, signal, onNote } = context;
  const { touched } = state;
  try {
    const missing = when.find(({ holds }) => !holds(state.scope));
    if (missing !== undefined) return skip(planned, missing, state);
    const query = await prepare();
    if (state.check && task.verifies && isStale(query, touched)) {
      throw new Undetermined('looks at what would be changed before it');
    }
    const look = ahead.flightOf(planned)?.look ?? (await ahead.look(planned, query, { touched, signal }));
    if (look.changes.length === 0) {
      for (const note of look.notes) onNote(note);
      state.memory.keep(task, { state: look.state, changed: false, certain: true });
      return { is: 'ok' };
    }
    return await (state.check ? predict(planned, look, state) : converge(planned, query, look, context));
  } catch (error) {
    const reason = whyUndetermined(error, context);
    if (reason === undefined) throw error;
    state.memory.keep(task, { state: undefined, changed: false, certain: false });
    return { is: 'undetermined', reason };
  }
}

/** Undefined: it is a failure. In a check nobody becomes a user whom a task before would make, or let be become. */
function whyUndetermined(error: unknown, { state, user }: TaskContext): string | undefined {
  if (error instanceof Undetermined) return error.message;
  if (!state.check || user === undefined || !(error instanceof BecomeError)) return undefined;
  const isNew = overlaps(state.touched, [`user:${user}`]);
  return isNew ? `works as ${user}, whom a task before it would change` : undefined;
}

function skip({ task }: PlannedTask, { otherwise }: Condition, state: HostState): TaskOutcome {
  state.memory.skip(task);
  return { is: 'skipped', reason: otherwise };
}

function changed(changes: readonly PlannedChange[]): TaskOutcome {
  return { is: 'changed', changes: changes.map((change) => change.view) };
}

function predict({ task }: PlannedTask, { changes }: Look<unknown>, state: HostState): TaskOutcome {
  for (const change of changes) state.touched = union(state.touched, touchesOf(change.apply()));
  state.memory.keep(task, { state: undefined, changed: true, certain: false });
  return changed(changes);
}

async function converge(
  planned: PlannedTask,
  query: Query<Look<unknown>>,
  look: Look<unknown>,
  context: TaskContext,
): Promise<TaskOutcome> {
  const { task } = planned;
  const { state, link, user, ahead } = context;
  const flight = ahead.flightOf(planned) ?? (await ahead.depart(planned, query, look));
  const carryOut = () =>
    flight === undefined ? stepByStep(planned, query, look, context) : land(planned, flight, context);
  const after = await carryOut().catch((error: unknown) => {
    throw error instanceof LostError && look.conclude !== undefined ? unknownEnd(planned, error) : error;
  });
  if (after.changes.length > 0) {
    const left = after.changes.map((change) => change.view.summary).join('; ');
    throw new NotConvergedError(`Everything was applied, and still to be changed is: ${left}`, {
      hint: `Something on ${link.host} undoes it${user === undefined ? '' : ` (as ${user})`}, or ${task.module} has a bug.`,
    });
  }
  state.memory.keep(task, { state: after.state, changed: true, certain: true });
  return changed(look.changes);
}

type Seen = Pick<Look<unknown>, 'state' | 'changes'>;

/** Waits for what was written to the host already. */
async function land(planned: PlannedTask, flight: Flight, context: TaskContext): Promise<Seen> {
  const { look, query, touches } = flight;
  const { ahead, signal, onChange, link, user } = context;
  flight.watch((command, ...said) => watcherOf(command, context).onLine?.(...said));
  let last: Answer | undefined;
  let proof: readonly Answer[] = [];
  try {
    for (const [index, change] of look.changes.entries()) {
      onChange(change);
      last = await flight.changes[index];
    }
    proof = await Promise.all(flight.proof).catch((error: unknown) => {
      // A task that was sent along failed after this one was done: what this one did is still to be seen.
      if (error instanceof NotRun) return link.ask(proofOf(flight), user);
      throw error;
    });
  } finally {
    ahead.touched(planned, touches, proof);
  }
  if (look.conclude !== undefined) return { state: look.conclude(last ?? silent), changes: [] };
  return inquire(query, { askHost: async () => proof, signal, touched: [] });
}

/** One step after the other: ways that are tried in turn, talk to and fro, streams, and proof from outside. */
async function stepByStep(
  planned: PlannedTask,
  query: Query<Look<unknown>>,
  look: Look<unknown>,
  context: TaskContext,
): Promise<Seen> {
  const { ahead, signal, onChange } = context;
  let last: Answer | undefined;
  for (const change of look.changes) {
    const step = change.apply();
    onChange(change);
    try {
      last = await perform(step, context);
    } finally {
      ahead.touched(planned, touchesOf(step));
      if (step.is === 'dialogue') ahead.forgetPrepared();
    }
  }
  if (look.conclude !== undefined) return { state: look.conclude(last ?? silent), changes: [] };
  return ahead.look(planned, query, { touched: [], signal });
}

const silent: Answer = { stdout: '', stderr: '' };

function unknownEnd({ task }: PlannedTask, cause: LostError): ConnectionError {
  return new ConnectionError(
    `${cause.message} while "${task.name}" ran: whether it ran to its end is not known`,
    {
      hint: 'Look at the host, and run again. With `creates` or `unless` Drover could look itself.',
      cause,
    },
  );
}
