import { z } from 'zod';
import { directoryParam } from '../shared/directory-param.ts';
import { shellScript } from '../shared/shell-params.ts';

/** The parameters of `treeSwap`. */
export const treeSwapParams = z
  .strictObject({
    from: directoryParam.meta({ description: 'The new tree, as `compile` has staged it. It stays there.' }),
    path: directoryParam.meta({ description: 'The live place that it takes.' }),
    backup: directoryParam.optional().meta({
      description:
        'Where the old tree is moved, in the same file system; where something is, a number is added. Default: beside it, named after its build or its time.',
    }),
    stop: shellScript.optional().meta({
      description:
        'Ends what runs from the live tree and waits until it is gone; no failure when nothing runs.',
    }),
    startOld: shellScript.optional().meta({
      description:
        'On the way back: starts from the old tree again, detached from the session; no failure when it still runs.',
    }),
  })
  .refine(({ stop, startOld }) => startOld === undefined || stop !== undefined, {
    message: 'startOld needs stop: it starts again what was stopped',
  });

export type TreeSwapParams = z.output<typeof treeSwapParams>;
