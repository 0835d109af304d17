import type { Task } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import { runHere } from './local-host.ts';

/** What later tasks learn from a task that runs on this machine. Rejects with the words of its failure. */
export async function stateOf<State>(
  task: Task<State>,
  options: Parameters<typeof runHere>[1] = {},
): Promise<State> {
  const seen: State[] = [];
  const kept = assert('kept', ({ state }) => ({ that: seen.push(state(task)) > 0, message: 'nothing kept' }));
  const { outcomes } = await runHere([task, kept], options);
  const [first] = seen;
  if (first === undefined) throw new Error(outcomes[task.name]);
  return first;
}
