import type { FileMode } from '../shared/symbolic-mode.ts';
import type { TreeEntry } from './local-tree.ts';

/** A tree that a host should have below `root`. */
export interface DesiredTree {
  readonly root: string;
  /** A directory before what is in it. */
  readonly entries: readonly TreeEntry[];
  /** Of files; `preserve`: what it is on the controller. */
  readonly mode: FileMode | undefined;
  readonly directoryMode: FileMode | undefined;
  readonly owner: string | undefined;
  readonly group: string | undefined;
  readonly sensitive: boolean;
  /** Whether files that are there already are brought up to date; otherwise they are left as they are. */
  readonly force: boolean;
}
