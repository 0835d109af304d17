import type { RunEvent } from '../../../../src/core/event.ts';
import type { TaskNode } from '../../../../src/core/task.ts';

export interface WorldRun {
  readonly events: readonly RunEvent[];
  /** How each task ended, by name: `ok`, `changed`, `failed: message`. */
  readonly outcomes: Readonly<Record<string, string>>;
}

export interface WorldRunOptions {
  readonly check?: boolean;
  /** The connection is lost once so much was written to a program on it. */
  readonly cutAfterWrites?: number;
  /** That of the playbook. Default: where the tests run. */
  readonly directory?: string;
}

/** A system on which modules are tried. */
export interface World {
  /** Its name in the table. */
  readonly name: string;
  readonly isRoot: boolean;
  /** Not held to the claims that take long, whose way through our own code is the same in every shell. */
  readonly isBrief?: boolean;
  /** Whether a program is not there. Default: all are. */
  readonly lacks?: (tool: string) => boolean;
  readonly run: (tasks: readonly TaskNode[], options?: WorldRunOptions) => Promise<WorldRun>;
  /** What a script prints there, as the same user; `words` are its `$1` and so on. Rejects when it fails. */
  readonly on: (script: string, ...words: readonly string[]) => Promise<string>;
}

export function brief(world: World): World {
  return { ...world, isBrief: true };
}
