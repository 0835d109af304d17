import { basename } from 'node:path';
import { z } from 'zod';
import { commandOf } from '../core/command.ts';
import { defineModule } from '../core/module.ts';
import { type Shell, sh } from '../core/sh.ts';
import { runParams } from './command/run-params.ts';
import { runWords } from './command/run-words.ts';
import { command } from './command.ts';
import { endOnSignals } from './shared/end-on-signals.ts';
import { contentOfFile } from './shared/file-content.ts';
import { setOut } from './shared/set-out.ts';
import { shellScript } from './shared/shell-params.ts';
import { textTitle } from './shared/text-title.ts';

const params = z.strictObject({
  src: z.string().min(1).meta({
    description: 'A script or program on the controller, relative to the directory of the playbook.',
  }),
  args: z.array(z.string()).default([]).meta({ description: 'Its arguments. No place for a secret.' }),
  executable: z.string().min(1).optional().meta({
    description: 'What runs it, such as python3. Default: what its first line says after #!, or the shell.',
  }),
  ...z.strictObject(runParams).omit({ stdin: true }).shape,
  undo: shellScript.optional().meta({ description: 'Takes it back, also when it was done by half.' }),
});

const { inspect, plan, undo, conclude } = command.spec;

/**
 * A script of the controller was run on the host, unless its conditions say that it need not be. It is there only as
 * long as it runs, in a directory that no other user can enter, below $TMPDIR or /tmp; where that is mounted noexec,
 * name an `executable`. Its standard input is empty. `changed` means no more than that it ran.
 */
export const script = defineModule({
  name: 'script',
  summary: 'A script of the controller was run on the host, unless its conditions say that it need not be.',
  example: `script('The schema is loaded', {
  src: 'files/load-schema.sh',
  args: ['--database', 'shop'],
  creates: '/srv/schema.done',
})`,
  params,
  desired: async ({ src, args, executable, ...rest }, { directory }) => ({
    ...rest,
    undo: rest.undo,
    content: await contentOfFile(src, directory),
    script: sh`${executable === undefined ? [] : [executable]} "$drover_script"/${basename(src)} ${args}`,
    name: basename(src),
    title: textTitle([src, ...args].join(' ')),
  }),
  inspect,
  plan,
  describe: ({ certain }, { title }) => ({ summary: runWords(title, certain) }),
  apply: (_, { content, name, touches, timeoutMs, progress, ...desired }) =>
    commandOf(brought(name, setOut(desired.script, desired)), {
      touches,
      isFollowed: true,
      stdin: content.stdin(),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(progress === undefined ? {} : { progress }),
    }),
  ...(undo === undefined ? {} : { undo }),
  ...(conclude === undefined ? {} : { conclude }),
});

/** Runs with a file that comes on the standard input, and takes the file away however it ends. */
function brought(name: string, run: Shell): Shell {
  return sh`drover_script=$(mktemp -d) || exit
trap 'rm -rf -- "$drover_script"' EXIT; ${endOnSignals}
cat >"$drover_script"/${name} && chmod 700 -- "$drover_script"/${name} || exit
( ${run}
) </dev/null`;
}
