import type { Host } from '../core/host.ts';
import type { GateFinding } from '../core/host-check.ts';
import type { Rollout } from '../core/rollout.ts';
import type { Scope } from '../core/scope.ts';
import type { Task } from '../core/task.ts';

/** What must hold for a task to run on a host, and what is said of it where that does not. */
export interface Condition {
  readonly holds: (scope: Scope) => boolean;
  readonly otherwise: string;
}

/** A task with all that its surroundings say about it. */
export interface PlannedTask {
  readonly is: 'task';
  /** Unique on the host within the play, such as `3` or `5.1`. */
  readonly id: string;
  readonly within: readonly string[];
  readonly task: Task;
  /** Its own and those of the groups around it. */
  readonly tags: readonly string[];
  /** The user to be on the host; undefined: the login. */
  readonly user: string | undefined;
  /** Conditions of the groups around it and its own: all must hold. */
  readonly when: readonly Condition[];
  /** That it fails is only told. */
  readonly ignoresErrors: boolean;
}

/** A block whose changes are taken back together. */
export interface PlannedTransaction {
  readonly is: 'transaction';
  readonly name: string;
  readonly nodes: readonly PlannedNode[];
}

export type PlannedNode = PlannedTask | PlannedTransaction;

/** What one host has to do in one play. */
export interface HostPlan {
  readonly host: Host;
  readonly nodes: readonly PlannedNode[];
  readonly report: (scope: Scope) => readonly string[];
  readonly findings: (scope: Scope) => readonly GateFinding[];
}

export interface PlannedPlay {
  readonly name: string;
  readonly concurrency: number | undefined;
  /** At most so many hosts at a time, by the name of what they share. */
  readonly atMost: Readonly<Record<string, number>>;
  readonly rollout: Rollout;
  /** What comes after depends on how its hosts end. One whose tasks are all left out holds nobody up. */
  readonly isGate: boolean;
  readonly hosts: readonly HostPlan[];
}

/** Everything that a run will do, as data: made and checked before any host is touched. */
export interface RunPlan {
  readonly plays: readonly PlannedPlay[];
}

/** The tasks of a plan in their order, those in transactions too. */
export function tasksOf(nodes: readonly PlannedNode[]): readonly PlannedTask[] {
  return nodes.flatMap((node) => (node.is === 'task' ? [node] : tasksOf(node.nodes)));
}

/** The tasks in their order, each with the innermost transaction around it. */
export function blocksOf(
  nodes: readonly PlannedNode[],
  block?: PlannedTransaction,
): readonly { readonly planned: PlannedTask; readonly block: PlannedTransaction | undefined }[] {
  return nodes.flatMap((node) =>
    node.is === 'task' ? [{ planned: node, block }] : blocksOf(node.nodes, node),
  );
}
