import { sh } from '../../src/core/sh.ts';
import type { Task } from '../../src/core/task.ts';
import * as modules from '../../src/modules/index.ts';

/** The task that the text of an example makes. */
export function exampleTask(example: string | undefined): Task {
  // eslint-disable-next-line typescript/no-implied-eval -- It is our own text, and JavaScript as well.
  const make = new Function('sh', ...Object.keys(modules), `return ${example};`);
  return make(sh, ...Object.values(modules)) as Task;
}
