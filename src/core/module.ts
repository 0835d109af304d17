import { z } from 'zod';
import type { ChangeView } from './change-view.ts';
import type { Step } from './command.ts';
import { DefinitionError } from './errors.ts';
import { type Answer, mapQuery, type Query } from './query.ts';
import { refuseWrongOptions } from './refuse-wrong-options.ts';
import type { Controller, Scope } from './scope.ts';
import type { Look, Task, TaskOptions } from './task.ts';

/**
 * A module: four steps in the order the data flows, each a value or a pure function of values.
 * Check mode, diff, the changed flag, undo and idempotence follow from them and need no code here.
 */
export interface ModuleSpec<Params extends z.ZodType, Desired, Current, Change> {
  readonly name: string;
  /** One sentence for the documentation. */
  readonly summary: string;
  /** A task as a playbook has it, in TypeScript, for the documentation. */
  readonly example?: string;
  readonly params: Params;
  /** The module changes nothing, ever: a probe or an assertion. */
  readonly verifies?: boolean;
  /** Controller side: renders a template, hashes a local file. May throw a DefinitionError or RefusedError. */
  readonly desired: (params: z.output<Params>, controller: Controller) => Desired | Promise<Desired>;
  readonly inspect: (desired: Desired) => Query<Current>;
  /** Pure. `[]` means: already so. Throws a RefusedError for what the module will not do. */
  readonly plan: (current: Current, desired: Desired) => readonly Change[];
  readonly describe: (change: Change, desired: Desired, current: Current) => ChangeView;
  readonly apply: (change: Change, desired: Desired, current: Current) => Step;
  /**
   * The way back, from what was seen before; it must cope with a change that was made by half.
   * Absent, or undefined for a change: there is none.
   */
  readonly undo?: (change: Change, desired: Desired, current: Current) => Step | undefined;
  /**
   * What is still due once every change of the transaction was taken back, files too: a service that was stopped by
   * `undo` and ran before is started here. It must do nothing when it is so already.
   */
  readonly afterUndo?: (change: Change, desired: Desired, current: Current) => Step | undefined;
  /**
   * Only for an effect that no look can see, such as any command: makes the state from what the last command
   * printed. There is then no second look, and `changed` means no more than that it ran.
   */
  readonly conclude?: (answer: Answer, desired: Desired) => Current;
  /** What it says, line by line, to whoever watches when there is nothing to change. Default: nothing. */
  readonly tell?: (current: Current, desired: Desired) => readonly string[];
}

type Given<Params extends z.ZodType> = z.input<Params> | ((scope: Scope) => z.input<Params>);

/** A module is the function that makes its tasks; `spec` holds its steps for tests and documentation. */
export interface Module<Params extends z.ZodType, Desired, Current, Change> {
  (name: string, params: Given<Params>, options?: TaskOptions): Task<Current>;
  readonly spec: ModuleSpec<Params, Desired, Current, Change>;
}

/** Turns the four steps into the function that makes tasks. */
export function defineModule<Params extends z.ZodType, Desired, Current, Change>(
  spec: ModuleSpec<Params, Desired, Current, Change>,
): Module<Params, Desired, Current, Change> {
  function make(name: string, given: Given<Params>, options: TaskOptions = {}): Task<Current> {
    refuseWrongOptions('task', name, options);
    // A params schema is always of an object, so a function can only be the lazy form.
    const lazy = typeof given === 'function' ? (given as (scope: Scope) => z.input<Params>) : undefined;
    const parsed = lazy === undefined ? parse(spec, name, given) : undefined;
    return {
      is: 'task',
      name,
      module: spec.name,
      verifies: spec.verifies ?? false,
      options,
      prepare: async (scope, controller, learn) => {
        const params = lazy === undefined ? parsed : parse(spec, name, lazy(scope));
        learn(params);
        // Parsed by this very schema, here or above.
        const desired = await spec.desired(params as z.output<Params>, controller);
        return mapQuery(spec.inspect(desired), (current) => lookOf(spec, current, desired));
      },
    };
  }
  return Object.assign(make, { spec });
}

function lookOf<Params extends z.ZodType, Desired, Current, Change>(
  spec: ModuleSpec<Params, Desired, Current, Change>,
  current: Current,
  desired: Desired,
): Look<Current> {
  const changes = spec.plan(current, desired).map((change) => ({
    view: spec.describe(change, desired, current),
    apply: () => spec.apply(change, desired, current),
    undo: () => spec.undo?.(change, desired, current),
    afterUndo: () => spec.afterUndo?.(change, desired, current),
  }));
  const { conclude } = spec;
  return {
    state: current,
    changes,
    notes: spec.tell?.(current, desired) ?? [],
    conclude: conclude && ((answer) => conclude(answer, desired)),
  };
}

function parse<Params extends z.ZodType>(
  { name: module, params }: { readonly name: string; readonly params: Params },
  task: string,
  given: unknown,
): z.output<Params> {
  const result = params.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || module}: ${issue.message}`);
  throw new DefinitionError(`The parameters of "${task}" (${module}) are wrong: ${problems.join('; ')}`);
}
