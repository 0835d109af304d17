import type { z } from 'zod';
import type { Task, TaskOptions } from '../../../core/task.ts';

/** What a module tells of itself. */
export interface ListedSpec {
  readonly name: string;
  readonly summary: string;
  readonly params: z.ZodType;
  readonly verifies?: boolean;
  /** A task in TypeScript, as a playbook has it. */
  readonly example?: string;
}

/** A module whose parameters come from outside the compiler's sight. */
export interface ListedModule {
  readonly spec: ListedSpec;
  /** Throws a DefinitionError when the parameters are not as the module's schema has them. */
  readonly make: (name: string, params: unknown, options?: TaskOptions) => Task;
}
