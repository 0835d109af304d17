import type { Task, TaskOptions } from '../../../core/task.ts';
import * as modules from '../../../modules/index.ts';
import type { ListedModule, ListedSpec } from './listed-module.ts';

interface AnyModule {
  (name: string, params: never, options?: TaskOptions): Task;
  readonly spec: ListedSpec;
}

const every: readonly AnyModule[] = Object.values(modules);

/** Every module that comes with Drover, by name. */
export const listedModules: readonly ListedModule[] = every
  .map((module) => ({
    spec: module.spec,
    // The module parses what it is given by its own schema, and refuses what does not fit.
    make: (name: string, params: unknown, options?: TaskOptions) => module(name, params as never, options),
  }))
  .toSorted((one, other) => one.spec.name.localeCompare(other.spec.name, 'en'));
