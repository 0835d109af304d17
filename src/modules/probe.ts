import { z } from 'zod';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { type Answer, query } from '../core/query.ts';
import { type Shell, sh } from '../core/sh.ts';
import { resourcesParam } from './shared/resources-param.ts';
import { scriptTitle } from './shared/script-title.ts';
import { setOut } from './shared/set-out.ts';
import { shellScript, surroundings } from './shared/shell-params.ts';

export interface ProbeState extends Answer {
  readonly code: number;
}

const params = z.strictObject({
  script: shellScript.meta({ description: 'What to ask, made with sh`…`. It must change nothing.' }),
  ...surroundings,
  expect: z
    .custom<(answer: ProbeState) => string | undefined>(
      (given) => typeof given === 'function',
      'must be a function',
    )
    .optional()
    .meta({
      description: 'Says what is wrong with the answer, or undefined. Default: the exit code must be 0.',
    }),
  reads: resourcesParam
    .default('everything')
    .meta({ description: 'What the answer depends on, if that is known.' }),
});

/** The answer of a command that changes nothing is as expected. It is asked in check mode too. */
export const probe = defineModule({
  name: 'probe',
  summary: 'The answer of a command that changes nothing is as expected.',
  example: `probe('The configuration is valid', { script: sh\`nginx -t\` })`,
  params,
  verifies: true,
  desired: (given) => given,
  inspect: ({ script, reads, ...around }) =>
    query(answering(setOut(script, around)), { reads, parse: stateOf }),
  plan: (answer, { expect, script }): readonly never[] => {
    const wrong = expect === undefined ? failureOf(answer, script) : expect(answer);
    if (wrong !== undefined) throw new RefusedError(wrong);
    return [];
  },
  describe: (change: never) => change,
  apply: (change: never) => change,
});

/** Ends with exit code 0 whatever the answer, with its code as the last line. */
function answering(script: Shell): Shell {
  return sh`( ${script}
); code=$?; echo; echo "$code"`;
}

function stateOf({ stdout, stderr }: Answer): ProbeState {
  const [, said = '', code = ''] = /^([\s\S]*)\n(\d+)\n$/.exec(stdout) ?? [];
  return { code: Number(code), stdout: said, stderr };
}

function failureOf({ code, stdout, stderr }: ProbeState, script: Shell): string | undefined {
  if (code === 0) return undefined;
  const said = (stderr.trim() || stdout.trim()).split('\n').slice(-5).join('\n');
  const ended = `"${scriptTitle(script)}" ended with exit code ${code}`;
  return said === '' ? ended : `${ended}: ${said}`;
}
