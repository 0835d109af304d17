import { z } from 'zod';
import { type Command, commandOf, type Progress } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { mapQuery } from '../core/query.ts';
import { Secret } from '../core/secret.ts';
import { type Shell, sh } from '../core/sh.ts';
import { type Due, due } from './command/due.ts';
import { absolutePath } from './shared/params.ts';
import { resourcesParam } from './shared/resources-param.ts';
import { scriptTitle } from './shared/script-title.ts';
import { setOut } from './shared/set-out.ts';
import { shellScript, surroundings } from './shared/shell-params.ts';

export interface CommandState {
  /** Whether it was run, and what it printed. */
  readonly ran: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** What its conditions said before. */
  readonly due: Due;
}

interface CommandChange {
  readonly is: 'run';
  readonly certain: boolean;
}

const params = z
  .strictObject({
    script: shellScript.optional().meta({ description: 'What to run, made with sh`…`.' }),
    argv: z.array(z.string()).min(1).optional().meta({ description: 'What to run, as a list of words.' }),
    stdin: z
      .union([z.string(), z.instanceof(Uint8Array), z.instanceof(Secret)])
      .optional()
      .meta({ description: 'What it finds on its standard input: the way for a secret.' }),
    creates: absolutePath.optional().meta({ description: 'Not run when this path is there.' }),
    removes: absolutePath.optional().meta({ description: 'Not run when this path is not there.' }),
    unless: shellScript
      .optional()
      .meta({ description: 'Not run when this ends with exit code 0. It must change nothing.' }),
    onlyIf: shellScript
      .optional()
      .meta({ description: 'Run only when this ends with exit code 0. It must change nothing.' }),
    ...surroundings,
    timeoutMs: z.int().positive().optional().meta({ description: 'Default: 10 minutes.' }),
    touches: resourcesParam.default('everything').meta({
      description: 'All that it may change, if that is known: later tasks then need not look again.',
    }),
    progress: z
      .custom<(line: string) => Progress | undefined>(
        (given) => typeof given === 'function',
        'must be a function',
      )
      .optional()
      .meta({ description: 'Reads one line of its output and returns how far it has come.' }),
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
  describe: ({ certain }, { script }) => ({
    summary: certain
      ? `run ${scriptTitle(script)}`
      : `run, if what changes before still asks for it: ${scriptTitle(script)}`,
  }),
  apply: (_, desired) => commandFrom(desired.script, desired),
  undo: (_, desired) =>
    desired.undo === undefined ? undefined : commandFrom(desired.undo, { ...desired, stdin: undefined }),
  conclude: ({ stdout, stderr }): CommandState => ({ ran: true, stdout, stderr, due: 'yes' }),
});

function commandFrom(script: Shell, { stdin, timeoutMs, touches, progress, ...around }: Around): Command {
  return commandOf(setOut(script, around), {
    touches,
    ...(stdin === undefined ? {} : { stdin }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(progress === undefined ? {} : { progress }),
  });
}

type Around = Pick<Desired, 'timeoutMs' | 'touches' | 'progress' | 'directory' | 'environment'> & {
  readonly stdin?: Desired['stdin'] | undefined;
};
