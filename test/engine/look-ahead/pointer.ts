import { z } from 'zod';
import { commandOf } from '../../../src/core/command.ts';
import { defineModule } from '../../../src/core/module.ts';
import { query } from '../../../src/core/query.ts';
import { sh } from '../../../src/core/sh.ts';

/** A link points to one of two directories; one that was not there is taken away again. */
export const pointer = defineModule({
  name: 'pointer',
  summary: 'A link points where it should.',
  params: z.strictObject({ by: z.string(), path: z.string(), target: z.string(), log: z.string() }),
  desired: (params) => params,
  inspect: ({ path }) =>
    query(sh`readlink -- ${path} || :`, {
      reads: [`file:${path}`],
      parse: ({ stdout }) => stdout.trim(),
    }),
  plan: (current, { target }): readonly 'point'[] => (current === target ? [] : ['point']),
  describe: (_change, { target }) => ({ summary: `→ ${target}` }),
  apply: (_change, { by, path, target, log }) =>
    commandOf(sh`echo ${by} >>${log}; ln -sfn -- ${target} ${path}`, { touches: [`file:${path}`] }),
  undo: (_change, { by, path, log }, before) => {
    const back = before === '' ? sh`rm -f -- ${path}` : sh`ln -sfn -- ${before} ${path}`;
    return commandOf(sh`${back} && echo ${`${by} back`} >>${log}`, { touches: [`file:${path}`] });
  },
});
