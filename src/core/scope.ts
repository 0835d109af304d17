import type { Host } from './host.ts';
import type { Task } from './task.ts';

/** What a task may know when it begins: its host, and what earlier tasks saw. */
export interface Scope {
  readonly host: Host;
  readonly check: boolean;
  /** What an earlier task's last look saw. In check mode, a task that would change has no such state yet. */
  readonly state: <State>(task: Task<State>) => State;
  /**
   * Whether an earlier task changed something or, in check mode, would. Where a check cannot tell that, the task that
   * asks is undetermined too.
   */
  readonly changed: (task: Task) => boolean;
  /** Whether an earlier task failed, which was ignored. */
  readonly failed: (task: Task) => boolean;
}

/** The controller's side of a task: where its files are looked for. */
export interface Controller {
  /** The directory that relative paths of the playbook start from. */
  readonly directory: string;
  readonly host: Host;
}
