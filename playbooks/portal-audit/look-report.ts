import { DefinitionError, RefusedError, type Scope, type TaskNode } from 'drover';
import { evidence, type Observation } from 'drover/reporters';

/** When a look is: before and after a change, or on its own. */
export type Moment = 'before' | 'after' | 'now';

/** Tasks that look at a host, and what was found. */
export interface Look {
  readonly node: TaskNode;
  /** What was found; undefined where its tags were left out. */
  readonly found: (scope: Scope) => readonly Observation[] | undefined;
  /** The same as an entry of a report, or none. */
  readonly report: (scope: Scope) => readonly string[];
}

/** A look with its report. Tags or a check may leave its tasks out, and then there is nothing to report. */
export function lookWith(
  node: TaskNode,
  moment: Moment,
  judge: (scope: Scope) => readonly Observation[],
): Look {
  const found = (scope: Scope) => {
    try {
      return judge(scope);
    } catch (error) {
      if (error instanceof DefinitionError || error instanceof RefusedError) return undefined;
      throw error;
    }
  };
  return {
    node,
    found,
    report: (scope) => {
      const seen = found(scope);
      return seen === undefined ? [] : [evidence({ moment, observations: seen })];
    },
  };
}
