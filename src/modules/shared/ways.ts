import type { ChangeView } from '../../core/change-view.ts';
import type { Step } from '../../core/command.ts';
import { mapQuery, type Query } from '../../core/query.ts';

/** All steps of a module but the first. */
interface LaterSteps<Desired, Current, Change> {
  readonly inspect: (desired: Desired) => Query<Current>;
  readonly plan: (current: Current, desired: Desired) => readonly Change[];
  readonly describe: (change: Change, desired: Desired, current: Current) => ChangeView;
  readonly apply: (change: Change, desired: Desired, current: Current) => Step;
  readonly undo: (change: Change, desired: Desired, current: Current) => Step | undefined;
}

/** One way of a module that has several, such as for a file and for a tree; its types stay inside. */
export interface Way<State> {
  readonly look: () => Query<Seen<State>>;
}

export interface Seen<State> {
  readonly state: State;
  readonly plan: () => readonly Planned[];
}

export interface Planned {
  readonly view: () => ChangeView;
  readonly apply: () => Step;
  readonly undo: () => Step | undefined;
}

/** Takes this way to what is desired. */
export function way<Desired, Current, Change>(
  steps: LaterSteps<Desired, Current, Change>,
  desired: Desired,
): Way<Current> {
  const planned = (current: Current) =>
    steps.plan(current, desired).map((change) => ({
      view: () => steps.describe(change, desired, current),
      apply: () => steps.apply(change, desired, current),
      undo: () => steps.undo(change, desired, current),
    }));
  return {
    look: () => mapQuery(steps.inspect(desired), (state) => ({ state, plan: () => planned(state) })),
  };
}

/** All steps but the first of a module that has several ways: the first chooses one. */
export const waySteps = {
  inspect: <State>({ look }: Way<State>): Query<Seen<State>> => look(),
  plan: ({ plan }: Seen<unknown>): readonly Planned[] => plan(),
  describe: ({ view }: Planned): ChangeView => view(),
  apply: ({ apply }: Planned): Step => apply(),
  undo: ({ undo }: Planned): Step | undefined => undo(),
};
