import { RefusedError } from '../../core/errors.ts';
import type { LiveState } from './live-state.ts';
import type { TreeSwapParams } from './params.ts';
import type { StagedState } from './staged-state.ts';

/** The steps of a swap in their order. What can fail for want of room comes before anything is stopped. */
export type SwapChange =
  | { readonly is: 'copy'; readonly backup: string | undefined }
  | { readonly is: 'stop' }
  | { readonly is: 'keep'; readonly backup: string }
  /** `resumed`: the old tree had been moved away by a run that was broken off. */
  | { readonly is: 'place'; readonly backup: string | undefined; readonly resumed: boolean };

/** What has to be done; nothing when the live tree is the very build that is staged. */
export function swapChanges(
  live: LiveState,
  staged: StagedState,
  { from, path, stop }: TreeSwapParams,
): readonly SwapChange[] {
  if (staged.is === 'absent') throw new RefusedError(`There is no tree ${from} to put in place`);
  if (staged.is === 'unstamped') {
    throw new RefusedError(`${from} does not say which build it is`, {
      hint: 'Build it with the module compile.',
    });
  }
  if (live.is === 'other') throw new RefusedError(`${path} is there and is not a directory`);
  if (staged.is === 'built' && live.is === 'tree' && live.stamp === staged.stamp) return [];
  if (live.is === 'absent') {
    const backup = live.interrupted;
    return [
      { is: 'copy', backup },
      { is: 'place', backup, resumed: backup !== undefined },
    ];
  }
  const backup = live.free;
  if (!live.movable) {
    throw new RefusedError(`${path} cannot be moved to ${backup} in one step: it is another file system`, {
      hint: 'Name a backup beside it, or leave the parameter out.',
    });
  }
  return [
    { is: 'copy', backup },
    ...(stop === undefined ? [] : [{ is: 'stop' } as const]),
    { is: 'keep', backup },
    { is: 'place', backup, resumed: false },
  ];
}
