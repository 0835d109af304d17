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

/** Takes changes back, the last first. One that cannot be taken back does not keep the others from it. */
export async function rollBack(applied: readonly AppliedChange[], to: Performing): Promise<RolledBack> {
  const undone: string[] = [];
  const left: string[] = [];
  for (const { task, change, user } of applied.toReversed()) {
    const title = `${task}: ${change.view.summary}`;
    const step = change.undo();
    if (step === undefined) {
      left.push(`${title} (there is no way back)`);
      continue;
    }
    try {
      await perform(step, { ...to, user });
      undone.push(title);
    } catch (error) {
      left.push(`${title} (${viewOf(error).message})`);
    }
  }
  return { undone, left };
}
