import { posix } from 'node:path';
import { type Shell, sh } from '../../core/sh.ts';
import { stampFiles } from '../shared/stamp-files.ts';
import type { TreeSwapParams } from './params.ts';
import type { SwapChange } from './swap-changes.ts';
import { swapFiles } from './swap-files.ts';

/** How a step of a swap is made. Moves are renames: each is done or not, and none goes into a directory by accident. */
export function swapScript(change: SwapChange, { from, path, stop }: TreeSwapParams): Shell {
  const { next, journal } = swapFiles(path);
  switch (change.is) {
    case 'copy':
      return sh`mkdir -p -- ${posix.dirname(path)} && rm -rf -- ${next} && cp -a -- ${from} ${next} &&
printf %s ${change.backup ?? ''} >${`${next}/${stampFiles.swapped}`} && [ "$(head -n 1 -- ${`${next}/${stampFiles.built}`})" = "$(head -n 1 -- ${`${from}/${stampFiles.built}`})" ]`;
    case 'stop':
      return stop ?? sh`:`;
    case 'keep':
      return sh`${unlessThere(change.backup)}
printf %s ${change.backup} >${`${journal}.new`} && mv -f -- ${`${journal}.new`} ${journal} && mv -- ${path} ${change.backup}`;
    case 'place':
      return sh`${unlessThere(path)}
mv -- ${next} ${path} && rm -f -- ${journal} && ${labelled(path)}`;
  }
}

/** A tree that was made elsewhere has the labels of there, with which SELinux may not let it run. */
function labelled(path: string): Shell {
  return sh`if command -v selinuxenabled >/dev/null && selinuxenabled; then restorecon -R ${path}; fi`;
}

function unlessThere(path: string): Shell {
  return sh`if [ -e ${path} ] || [ -L ${path} ]; then printf '%s is in the way\n' ${path} >&2; exit 1; fi`;
}
