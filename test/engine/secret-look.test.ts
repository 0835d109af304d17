import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandOf } from '../../src/core/command.ts';
import { defineModule } from '../../src/core/module.ts';
import { query } from '../../src/core/query.ts';
import { Secret } from '../../src/core/secret.ts';
import { sh } from '../../src/core/sh.ts';
import { runHere } from '../support/local-host.ts';

const leaks = sh`cat >&2; exit 3`;
const counts = sh`IFS= read -r word; _p "$word" | wc -c`;

/** Sees how long a secret is, or tells it on its way out. */
const secretLength = defineModule({
  name: 'secretLength',
  summary: 'A secret has a length.',
  verifies: true,
  params: z.strictObject({
    secret: z.instanceof(Secret),
    length: z.number(),
    leaks: z.boolean().default(false),
  }),
  desired: (params) => params,
  inspect: (desired) =>
    query(desired.leaks ? leaks : counts, {
      reads: [],
      stdin: desired.secret,
      parse: ({ stdout }) => Number(stdout),
    }),
  plan: (found, { length }): readonly number[] => (found === length ? [] : [found]),
  describe: (found) => ({ summary: `has ${found}` }),
  apply: () => commandOf(sh`:`, { touches: [] }),
});

describe.each([true, false])('a look that reads a secret (looking ahead: %s)', (lookAhead) => {
  it('is answered for its own secret, though its script is that of another', async () => {
    const tasks = ['four', 'seven77'].map((word) =>
      secretLength(`of ${word.length}`, { secret: new Secret(word), length: word.length }),
    );
    expect((await runHere(tasks, { lookAhead })).outcomes).toEqual({ 'of 4': 'ok', 'of 7': 'ok' });
  });

  it('cannot tell it', async () => {
    const secret = new Secret('a hidden word');
    const run = await runHere([secretLength('s', { secret, length: 0, leaks: true })], { lookAhead });
    expect(run.outcomes['s']).toContain('[secret]');
    expect(JSON.stringify(run)).not.toContain('a hidden word');
  });
});
