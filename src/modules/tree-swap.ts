import { commandOf } from '../core/command.ts';
import { defineModule } from '../core/module.ts';
import { all, mapQuery } from '../core/query.ts';
import type { Resources } from '../core/resource.ts';
import { liveState } from './tree-swap/live-state.ts';
import { type TreeSwapParams, treeSwapParams } from './tree-swap/params.ts';
import { stagedState } from './tree-swap/staged-state.ts';
import { type SwapChange, swapChanges } from './tree-swap/swap-changes.ts';
import { swapFiles } from './tree-swap/swap-files.ts';
import { swapScript } from './tree-swap/swap-script.ts';
import { undoScript } from './tree-swap/undo-script.ts';

/**
 * A staged tree is live. What ran from the old one is stopped only when the new one lies beside it; the old tree is
 * kept by a rename, and the way back is a rename too. Within a transaction the old one is then back and running.
 */
export const treeSwap = defineModule({
  name: 'treeSwap',
  summary: 'A staged tree is in the place of the live one, which is kept as a backup.',
  example: `treeSwap('The new httpd is in place', {
  from: '/var/tmp/httpd-stage/opt/httpd',
  path: '/opt/httpd',
  stop: sh\`/opt/httpd/bin/apachectl stop\`,
})`,
  params: treeSwapParams,
  desired: (given: TreeSwapParams) => given,
  inspect: (desired) =>
    mapQuery(all({ live: liveState(desired), staged: stagedState(desired.from) }), ({ live, staged }) => ({
      live,
      staged,
      stamp: live.stamp,
      backup: live.backup,
    })),
  plan: ({ live, staged }, desired): readonly SwapChange[] => swapChanges(live, staged, desired),
  describe: (change, { from, path }) => ({ summary: wordsOf(change, from, path) }),
  apply: (change, desired) =>
    commandOf(swapScript(change, desired), { touches: touchesOf(change, desired.path) }),
  undo: (change, desired) => commandOf(undoScript(change, desired), { touches: 'everything' }),
});

function wordsOf(change: SwapChange, from: string, path: string): string {
  switch (change.is) {
    case 'copy':
      return `${from} copied to ${path}.drover-new`;
    case 'stop':
      return `what runs from ${path} stopped`;
    case 'keep':
      return `${path} moved to ${change.backup}`;
    case 'place':
      return `${path} is the new tree`;
  }
}

function touchesOf(change: SwapChange, path: string): Resources {
  const { next, journal } = swapFiles(path);
  switch (change.is) {
    case 'copy':
      return [`file:${next}`];
    case 'stop':
      return 'everything';
    case 'keep':
      return [`file:${path}`, `file:${change.backup}`, `file:${journal}`];
    case 'place':
      return [`file:${path}`, `file:${next}`, `file:${journal}`];
  }
}
