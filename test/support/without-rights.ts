import type { TaskOptions } from '../../src/core/task.ts';

/** For a task that may do no more than anybody, also where the tests run as root. */
export const withoutRights: TaskOptions = process.getuid?.() === 0 ? { become: 'nobody' } : {};
