import { z } from 'zod';
import { commandOf } from '../../../core/command.ts';
import { defineModule } from '../../../core/module.ts';
import { type Answer, known } from '../../../core/query.ts';
import { type Shell, sh } from '../../../core/sh.ts';
import { scriptTitle } from '../../../modules/shared/script-title.ts';

/** How a command ended, whatever its exit code. */
export interface AdHocState extends Answer {
  readonly code: number;
}

const params = z.strictObject({
  script: z.custom<Shell>().meta({ description: 'What to run.' }),
});

/** A command was run, and what it printed is known, also where it failed: whether that is one is for who asked. */
export const adHoc = defineModule({
  name: 'exec',
  summary: 'A command was run.',
  params,
  desired: (given) => given,
  inspect: () => known<AdHocState>({ code: 0, stdout: '', stderr: '' }),
  plan: (): readonly 'run'[] => ['run'],
  describe: (_, { script }) => ({ summary: `run ${scriptTitle(script)}` }),
  apply: (_, { script }) => commandOf(withItsCode(script), { touches: 'everything' }),
  conclude: stateOf,
});

/** Ends with exit code 0 whatever the command did, with its code as the last line. */
function withItsCode(script: Shell): Shell {
  return sh`( ${script}
); code=$?; echo; echo "$code"`;
}

function stateOf({ stdout, stderr }: Answer): AdHocState {
  const [, said = stdout, code = 'NaN'] = /^([\s\S]*)\n(\d+)\n$/.exec(stdout) ?? [];
  return { code: Number(code), stdout: said, stderr };
}
