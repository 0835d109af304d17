import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type ChangeView, DefinitionError, defineModule, query, RefusedError } from 'drover';
import { z } from 'zod';
import { askCmd } from './windows-host.ts';
import { whereParams } from './windows-params.ts';
import { placeOf } from './windows-place.ts';
import {
  forgetting,
  keeping,
  look,
  removing,
  toCmd,
  type WindowsFile,
  windowsFileOf,
  writing,
} from './windows-text.ts';

interface Write {
  readonly lines: readonly string[];
}

type Edit = (lines: readonly string[]) => readonly string[];

const params = z
  .strictObject({
    ...whereParams('F'),
    edit: z
      .custom<Edit>((given) => typeof given === 'function')
      .optional()
      .meta({ description: 'Makes the lines that there should be from those that are there.' }),
    src: z.string().optional().meta({ description: 'Or a text file on the controller to be copied.' }),
  })
  .refine(({ edit, src }) => (edit === undefined) !== (src === undefined), 'give either edit or src');

/** A text file on a Windows host has the lines that it should have, in plain ASCII without a byte order mark. */
export const windowsFile = defineModule({
  name: 'windowsFile',
  summary: 'A text file on a Windows host, reached by ssh and cmd, has the lines that it should have.',
  params,
  desired: async ({ host, where, edit, src }, { directory }) => ({
    host,
    where,
    edit: edit ?? (await contentOf(resolve(directory, src ?? ''))),
  }),
  inspect: ({ host, where }) =>
    query(askCmd(host, [...where, ...look]), {
      reads: [placeOf(where)],
      parse: ({ stdout }) => windowsFileOf(stdout, host),
    }),
  plan: (current, { edit }): readonly Write[] => {
    if (current.is === 'directory') {
      throw new RefusedError(`${current.path} is a directory`, { hint: 'Name the file itself.' });
    }
    const lines = edit(current.lines);
    const same =
      lines.length === current.lines.length && lines.every((line, at) => line === current.lines[at]);
    return current.is === 'file' && same && !current.marked ? [] : [{ lines }];
  },
  describe: ({ lines }, _, current) => viewOf(current, lines),
  apply: ({ lines }, { host, where }, current) =>
    toCmd(host, where, [...keeping(current), ...writing(current.path, lines), 'exit 0']),
  undo: (_, { host, where }, { path, is, lines, isKept }) =>
    toCmd(host, where, [
      ...(is === 'file' ? writing(path, lines) : removing(path)),
      ...(isKept ? [] : forgetting(path)),
      'exit 0',
    ]),
});

function viewOf(current: WindowsFile, lines: readonly string[]): ChangeView {
  const { path, is, marked } = current;
  const mark = marked ? ', without its byte order mark' : '';
  const summary = is === 'file' ? `${path} replaced${mark}` : `${path} created`;
  const shown = (all: readonly string[]) => all.map((line) => `${hidden(line)}\n`).join('');
  return { summary, diff: { path, before: shown(current.lines), after: shown(lines) } };
}

function isSecret(line: string): boolean {
  return /^\s*password\s*=/i.test(line);
}

function hidden(line: string): string {
  return isSecret(line) ? line.replace(/=.*/, '=(not shown)') : line;
}

async function contentOf(path: string): Promise<Edit> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new DefinitionError(`${path} cannot be read on the controller`, {
      hint: 'Relative paths start from the directory of the playbook.',
      cause,
    });
  });
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  return () => lines;
}
