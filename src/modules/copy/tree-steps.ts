import type { ChangeView } from '../../core/change-view.ts';
import type { Step } from '../../core/command.ts';
import { requireTools } from '../shared/require-tools.ts';
import type { DesiredTree } from './desired-tree.ts';
import { permitTree, unpermitTree } from './permit-tree.ts';
import { type TreeChange, treeChanges } from './tree-changes.ts';
import { type TreeState, treeState } from './tree-state.ts';
import { treeView } from './tree-words.ts';
import { unwriteTree, writeTree } from './write-tree.ts';

/** All steps but the first of a module that brings a whole tree. */
export const treeSteps = { inspect: treeState, plan, describe, apply, undo };

function plan(current: TreeState, desired: DesiredTree): readonly TreeChange[] {
  const changes = treeChanges(current, desired);
  const writes = changes.some((change) => change.is === 'write' && change.written.length > 0);
  if (writes) requireTools(current.tools, `${desired.root} cannot be unpacked`);
  return changes;
}

function describe(change: TreeChange, desired: DesiredTree): ChangeView {
  return treeView(change, desired);
}

function apply(change: TreeChange, desired: DesiredTree): Step {
  return change.is === 'write' ? writeTree(change, desired) : permitTree(desired.root, change.permitted);
}

function undo(change: TreeChange, desired: DesiredTree): Step {
  return change.is === 'write' ? unwriteTree(change, desired) : unpermitTree(desired.root, change.permitted);
}
