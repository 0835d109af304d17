import type { TaskNode } from '../../../../src/core/task.ts';

/** What a module does in one place on a host, for the contract that every module keeps. */
export interface ModuleCase {
  readonly module: string;
  /** Tasks of this module alone, that change something in a place made by `before`. */
  readonly tasks: (place: string) => readonly TaskNode[];
  /** A script that makes what the tasks find; `$1` is the place, an empty directory. Default: nothing. */
  readonly before?: string;
  /** A script that prints all that the tasks may change. Default: the place, with modes, owners and contents. */
  readonly look?: string;
  /** A call with a wrong parameter, and what is said of it. */
  readonly wrong: { readonly call: () => unknown; readonly says: string };
  /** Text that the tasks bring and that no event may hold. */
  readonly secret?: string;
  /** Why a check cannot say exactly what a run would; it then says that something changes. */
  readonly unpredicted?: string;
  /** It only looks: a run is no more than a check. */
  readonly changesNothing?: true;
  /** What it does in each run, so that there is no state that it could find. */
  readonly changesEachTime?: string;
  /** Why what it did is not taken back. */
  readonly keptWhenUndone?: string;
  /** Programs that it cannot do without, beyond those that every system has; `a or b`: it takes either. */
  readonly tools?: readonly string[];
  /** Why it is not tried as a user without rights. */
  readonly needsRoot?: string;
  /** Why it is tried on the first system only. */
  readonly slow?: string;
}
