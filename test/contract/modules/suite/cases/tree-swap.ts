import { sh } from '../../../../../src/core/sh.ts';
import { treeSwap } from '../../../../../src/modules/tree-swap.ts';
import type { ModuleCase } from '../module-case.ts';

export const treeSwapCase: ModuleCase = {
  module: 'treeSwap',
  before:
    'mkdir -p live/bin stage/bin; echo old >live/bin/server; echo new >stage/bin/server; echo mine >live/own; printf "%s\\n" "$(echo 1 | sha256sum | cut -c 1-64)" built cc >stage/.drover-build',
  tasks: (place) => [treeSwap('swapped', { from: `${place}/stage`, path: `${place}/live`, stop: sh`:` })],
  wrong: {
    call: () => treeSwap('t', { from: 'stage', path: '/live', stop: sh`:` }),
    says: 'from: must be an absolute path',
  },
};
