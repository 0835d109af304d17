import type { Step } from '../core/command.ts';
import { viewOf } from '../core/error-view.ts';
import type { PlannedChange } from '../core/task.ts';
import { type Performing, perform } from './perform.ts';

/** A change that was made, or begun, on a host. */
export interface AppliedChange {
  readonly task: string;
  readonly change: PlannedChange;
  readonly user: string | undefined;
}

export interface RolledBack {
  readonly undone: readonly string[];
  readonly left: readonly string[];
}

/**
 * Takes changes back, the last first, and then, in the order of the playbook, does what is due after that. One that
 * cannot be taken back does not keep the others from it.
 */
export async function rollBack(applied: readonly AppliedChange[], to: Performing): Promise<RolledBack> {
  const undone: string[] = [];
  const left: string[] = [];
  const attempt = async ({ user }: AppliedChange, title: string, step: Step, done: readonly string[]) => {
    try {
      await perform(step, { ...to, user });
      undone.push(...done);
    } catch (error) {
      left.push(`${title} (${viewOf(error).message})`);
    }
  };
  for (const one of applied.toReversed()) {
    const title = `${one.task}: ${one.change.view.summary}`;
    const step = one.change.undo();
    if (step === undefined) left.push(`${title} (there is no way back)`);
    else await attempt(one, title, step, [title]);
  }
  for (const one of applied) {
    const step = one.change.afterUndo();
    if (step !== undefined) await attempt(one, `${one.task}: back as before`, step, []);
  }
  return { undone, left };
}
