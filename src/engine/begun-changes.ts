import type { PlannedChange } from '../core/task.ts';

/** The changes that a task has begun, over all its tries. */
export interface BegunChanges {
  readonly add: (change: PlannedChange) => void;
  readonly has: (change: PlannedChange) => boolean;
  /** What is begun from now on belongs to another try. */
  readonly tryAnew: () => void;
  /** In their order; what a later try has only repeated is there once. */
  readonly told: () => readonly PlannedChange[];
}

export function begunChanges(): BegunChanges {
  const begun: { readonly change: PlannedChange; readonly attempt: number }[] = [];
  let present = 0;
  return {
    add: (change) => {
      begun.push({ change, attempt: present });
    },
    has: (change) => begun.some((one) => one.change === change),
    tryAnew: () => {
      present += 1;
    },
    told: () => {
      const last = new Map(begun.map(({ change, attempt }) => [change.view.summary, attempt]));
      const told = begun.filter(({ change, attempt }) => last.get(change.view.summary) === attempt);
      return told.map(({ change }) => change);
    },
  };
}
