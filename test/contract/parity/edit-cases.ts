import type { Task } from '../../../src/core/task.ts';
import type { ParityCase } from './parity.ts';
import type { Trees } from './tree.ts';

/** A title, the text of the file `f` (or a whole tree), Ansible's parameters, ours, and why they differ. */
export type EditRow<Given> = readonly [
  title: string,
  before: string | Trees,
  ansible: Readonly<Record<string, unknown>>,
  ours: Given,
  differs?: string,
];

/** Cases of modules that edit one file, `f`. */
export function editCases<Given>(
  module: string,
  ours: (name: string, given: Given & { readonly path: string }) => Task,
  rows: readonly EditRow<Given>[],
): readonly ParityCase[] {
  return rows.map(([title, before, theirParams, ourParams, differs]) => ({
    title,
    tree: typeof before === 'string' ? { f: before } : before,
    ansible: (root) => ({ module, params: { path: `${root}/f`, ...theirParams } }),
    ours: (root) => ours(title, { path: `${root}/f`, ...ourParams }),
    ...(differs === undefined ? {} : { differs }),
  }));
}
