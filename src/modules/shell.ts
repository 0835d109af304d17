import { z } from 'zod';
import { defineModule } from '../core/module.ts';
import { sh } from '../core/sh.ts';
import { runParams } from './command/run-params.ts';
import { runWords } from './command/run-words.ts';
import { command } from './command.ts';
import { absolutePath } from './shared/params.ts';
import { textTitle } from './shared/text-title.ts';

const line = z.string().regex(/\S/, 'says nothing to run');

const params = z.strictObject({
  cmd: line.meta({
    description:
      'A line for the shell, as it is: nothing in it is quoted. For values, use command and sh`…`. What it leaves in the background ends with the run.',
  }),
  executable: absolutePath.default('/bin/sh').meta({ description: 'The shell that runs it.' }),
  ...runParams,
  undo: line.optional().meta({ description: 'A line that takes it back, also when it was done by half.' }),
});

const { inspect, plan, apply, undo, conclude } = command.spec;

/**
 * A line was run by `/bin/sh` or another shell of the host, unless its conditions say that it need not be. `changed`
 * means no more than that it ran. It is for lines that are moved from Ansible as they are; where a value of a
 * variable stands in one, `command` with sh`…` is the safe way. What Ansible calls `chdir` is `directory` here.
 */
export const shell = defineModule({
  name: 'shell',
  summary: 'A line of shell was run, unless its conditions say that it need not be.',
  example: `shell('The words are counted', {
  cmd: 'sort -u words | wc -l >words.count',
  directory: '/srv/words',
  creates: '/srv/words/words.count',
})`,
  params,
  desired: ({ cmd, undo: back, executable, ...rest }) => ({
    ...rest,
    title: textTitle(cmd),
    script: sh`${executable} -c ${cmd}`,
    undo: back === undefined ? undefined : sh`${executable} -c ${back}`,
  }),
  inspect,
  plan,
  describe: ({ certain }, { title }) => ({ summary: runWords(title, certain) }),
  apply,
  ...(undo === undefined ? {} : { undo }),
  ...(conclude === undefined ? {} : { conclude }),
});
