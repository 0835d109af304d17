import { z } from 'zod';
import { type Command, commandOf } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { mapQuery } from '../core/query.ts';
import { type Shell, sh } from '../core/sh.ts';
import { type Due, due } from './command/due.ts';
import { runParams } from './command/run-params.ts';
import { runWords } from './command/run-words.ts';
import { scriptTitle } from './shared/script-title.ts';
import { setOut } from './shared/set-out.ts';
import { shellScript } from './shared/shell-params.ts';

export interface CommandState {
  /** Whether it was run, and what it printed. */
  readonly ran: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** What its conditions said before. */
  readonly due: Due;
}

export interface CommandChange {
  readonly is: 'run';
  readonly certain: boolean;
}

const params = z
  .strictObject({
    script: shellScript.optional().meta({
      description: 'What to run, made with sh`…`. What it leaves in the background ends with the run.',
    }),
    argv: z.array(z.string()).min(1).optional().meta({ description: 'What to run, as a list of words.' }),
    ...runParams,
    undo: shellScript.optional().meta({ description: 'Takes it back, also when it was done by half.' }),
  })
  .refine(({ script, argv }) => (script === undefined) !== (argv === undefined), {
    message: 'give either script or argv',
  })
  .transform(({ script, argv, ...rest }) => ({ ...rest, script: script ?? sh`${argv ?? []}` }));

type Desired = z.output<typeof params>;

/** A command was run, unless its conditions say that it need not be. `changed` means no more than that it ran. */
export const command = defineModule({
  name: 'command',
  summary: 'A command was run, unless its conditions say that it need not be.',
  example: `command('The database has its schema', {
  script: sh\`psql -f /srv/schema.sql && touch /srv/schema.done\`,
  creates: '/srv/schema.done',
})`,
  params,
  desired: (given) => given,
  inspect: (desired) =>
    mapQuery(due(desired), (due): CommandState => ({ ran: false, stdout: '', stderr: '', due })),
  plan: ({ due }, { directory }): readonly CommandChange[] => {
    if (due === 'no') return [];
    if (due !== 'nowhere') return [{ is: 'run', certain: due === 'yes' }];
    throw new RefusedError(`The directory ${directory} to run in is not there, or may not be entered`, {
      hint: 'Put a task before that makes it, or correct the path.',
    });
  },
  describe: ({ certain }, { script }) => ({ summary: runWords(scriptTitle(script), certain) }),
  apply: (_, desired) => commandFrom(desired.script, desired),
  undo: (_, desired) =>
    desired.undo === undefined ? undefined : commandFrom(desired.undo, { ...desired, stdin: undefined }),
  conclude: ({ stdout, stderr }): CommandState => ({ ran: true, stdout, stderr, due: 'yes' }),
});

function commandFrom(script: Shell, { stdin, timeoutMs, touches, progress, ...around }: Around): Command {
  return commandOf(setOut(script, around), {
    touches,
    isFollowed: true,
    ...(stdin === undefined ? {} : { stdin }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(progress === undefined ? {} : { progress }),
  });
}

type Around = Pick<Desired, 'timeoutMs' | 'touches' | 'progress' | 'directory' | 'environment'> & {
  readonly stdin?: Desired['stdin'] | undefined;
};
