import { z } from 'zod';
import { commandOf } from '../../src/core/command.ts';
import { defineModule } from '../../src/core/module.ts';
import { query } from '../../src/core/query.ts';
import { sh } from '../../src/core/sh.ts';

/** Asks a host for a word, and is content with any. */
export const ask = defineModule({
  name: 'ask',
  summary: 'A host says a word.',
  verifies: true,
  params: z.strictObject({ word: z.string() }),
  desired: (params) => params,
  inspect: ({ word }) => query(sh`echo ${word}`, { reads: [], parse: ({ stdout }) => stdout.trim() }),
  plan: (): readonly never[] => [],
  describe: () => ({ summary: '' }),
  apply: () => commandOf(sh`:`, { touches: [] }),
});
