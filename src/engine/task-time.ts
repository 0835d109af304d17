import { attempts, type Command, dialogue, type Step } from '../core/command.ts';
import { mapQuery, type Query } from '../core/query.ts';
import type { Look, Task } from '../core/task.ts';
import { commandTimeoutMs } from '../session/user-shell.ts';

/** The same query, with changes whose commands may take as long as their task, unless they name a time themselves. */
export function withTimeOf(
  { options: { timeoutMs = 0 } }: Task,
  query: Query<Look<unknown>>,
): Query<Look<unknown>> {
  if (timeoutMs <= commandTimeoutMs) return query;
  return mapQuery(query, (look) => ({
    ...look,
    changes: look.changes.map((change) => ({
      ...change,
      apply: () => lengthened(change.apply(), timeoutMs),
    })),
  }));
}

function lengthened(step: Step, timeoutMs: number): Step {
  switch (step.is) {
    case 'command':
    case 'dialogue':
      return longer(step, timeoutMs);
    case 'attempts':
      return attempts(step.ways.map((way) => ({ ...way, step: longer(way.step, timeoutMs) })));
  }
}

function longer(step: Exclude<Step, { is: 'attempts' }>, timeoutMs: number): typeof step {
  if (step.is === 'command') return { timeoutMs, ...step };
  return dialogue(step.touches, (host) =>
    step.converse({ ...host, run: (command: Command) => host.run({ timeoutMs, ...command }) }),
  );
}
