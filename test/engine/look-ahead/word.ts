import { z } from 'zod';
import { commandOf } from '../../../src/core/command.ts';
import { RefusedError } from '../../../src/core/errors.ts';
import { defineModule } from '../../../src/core/module.ts';
import { query } from '../../../src/core/query.ts';
import { sh } from '../../../src/core/sh.ts';

/**
 * A file holds a word. Every write is told, by the name of its task, to a log that nobody looks at: the order of
 * effects. Some words are not written: one is refused, one fails, and one slips: all seems to be well. A way back that
 * may not be gone is not told.
 */
export const word = defineModule({
  name: 'word',
  summary: 'A file holds a word.',
  params: z.strictObject({ by: z.string(), path: z.string(), word: z.string(), log: z.string() }),
  desired: (params) => params,
  inspect: ({ path }) =>
    query(sh`cat -- ${path} 2>/dev/null || :`, { reads: [`file:${path}`], parse: ({ stdout }) => stdout }),
  plan: (current, desired): readonly { readonly is: 'write' }[] => {
    if (desired.word === 'refused') throw new RefusedError('that word is refused');
    return current === desired.word ? [] : [{ is: 'write' }];
  },
  describe: (_change, desired, current) => ({ summary: `${current} → ${desired.word}` }),
  apply: (_change, { by, path, word, log }) => {
    const write = sh`case ${word} in fails) echo fails >&2; exit 3 ;; slips) ;; *) umask 0; cat >${path} ;; esac`;
    return commandOf(sh`echo ${by} >>${log}; ${write}`, { stdin: word, touches: [`file:${path}`] });
  },
  undo: (_change, { by, path, log }, before) =>
    commandOf(sh`umask 0; cat >${path} && echo ${`${by} back`} >>${log}`, {
      stdin: before,
      touches: [`file:${path}`],
    }),
});
