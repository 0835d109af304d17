import { lines, type Shell, sh } from '../../core/sh.ts';
import { stampFiles } from '../shared/stamp-files.ts';
import type { TreeSwapParams } from './params.ts';
import type { SwapChange } from './swap-changes.ts';
import { swapFiles } from './swap-files.ts';

/** The way back of a step of a swap. Each looks first at how far it came, which may be nowhere. */
export function undoScript(change: SwapChange, { path, stop, startOld }: TreeSwapParams): Shell {
  const { next, journal } = swapFiles(path);
  switch (change.is) {
    case 'copy':
      return sh`rm -rf -- ${next}`;
    case 'stop':
      return inSubshell(startOld);
    case 'keep':
      return sh`${moveBack(path, change.backup)}
rm -f -- ${[journal, `${journal}.new`]}`;
    case 'place':
      return sh`${removeNew(path, change.backup, stop)}
${change.resumed && change.backup !== undefined ? lines([moveBack(path, change.backup), inSubshell(startOld)]) : sh`:`}`;
  }
}

/** The tree is ours when it says that this very backup came before it. What was started from it has to go first. */
function removeNew(path: string, backup: string | undefined, stop: Shell | undefined): Shell {
  const mark = `${path}/${stampFiles.swapped}`;
  return sh`if [ -f ${mark} ] && [ "$(cat -- ${mark})" = ${backup ?? ''} ]; then
${inSubshell(stop)}
rm -rf -- ${path} || exit; fi`;
}

function moveBack(path: string, backup: string): Shell {
  return sh`if [ -e ${backup} ] || [ -L ${backup} ]; then
if [ -e ${path} ] || [ -L ${path} ]; then printf '%s is in the way; the old tree is %s\n' ${[path, backup]} >&2; exit 1; fi
mv -- ${backup} ${path} || exit; fi`;
}

function inSubshell(script: Shell | undefined): Shell {
  return script === undefined
    ? sh`:`
    : sh`( ${script}
)`;
}
