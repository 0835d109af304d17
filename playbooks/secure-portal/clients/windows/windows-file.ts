import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type ChangeView,
  type Command,
  commandOf,
  DefinitionError,
  defineModule,
  query,
  RefusedError,
  Secret,
} from 'drover';
import { z } from 'zod';
import { appendLine, inQuotes } from './cmd-words.ts';
import { askCmd, cmdOn, cmdText, type WindowsHost } from './windows-host.ts';
import { placeOf } from './windows-place.ts';

/** A file on a Windows host; `path` is what cmd made of the lines that name it. */
export interface WindowsFile {
  readonly path: string;
  readonly is: 'absent' | 'directory' | 'file';
  readonly lines: readonly string[];
  /** The file begins with a byte order mark. */
  readonly marked: boolean;
}

interface Write {
  readonly lines: readonly string[];
}

type Edit = (lines: readonly string[]) => readonly string[];

const host = z.custom<WindowsHost>((given) => typeof given === 'object').meta({ description: 'Where.' });

const params = z
  .strictObject({
    host,
    where: z
      .array(z.string())
      .min(1)
      .readonly()
      .meta({ description: 'Lines of cmd that set the variable F to the path.' }),
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
      parse: ({ stdout }) => stateOf(stdout, host),
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
  apply: ({ lines }, { host, where }, { path }) => toCmd(host, where, writing(path, lines)),
  undo: (_, { host, where }, { path, is, lines }) =>
    toCmd(host, where, is === 'file' ? writing(path, lines) : removing(path)),
});

const look = [
  'echo drover-path=%F%',
  'if exist "%F%\\*" echo drover-directory',
  'if exist "%F%" if not exist "%F%\\*" echo drover-file',
  'if exist "%F%" if not exist "%F%\\*" type "%F%"',
  'echo.',
  'echo drover-end',
  'exit 0',
];

function stateOf(stdout: string, { address }: WindowsHost): WindowsFile {
  const [, path = '', kind, text = ''] =
    /^drover-path=([^\r\n]*)\r?\n(?:drover-(file|directory)\r?\n)?([^]*?)\r?\ndrover-end\r?\n/m.exec(
      stdout,
    ) ?? [];
  if (path === '') {
    throw new RefusedError(`${address} did not answer as cmd does: ${JSON.stringify(stdout.slice(-200))}`, {
      hint: 'Log in by hand: ssh must be able to run "cmd /q /d" there.',
    });
  }
  const is = kind === 'file' || kind === 'directory' ? kind : 'absent';
  const own = text.replace(/^\uFEFF/, '');
  const ended = own.replace(/\r?\n$/, '');
  return { path, is, marked: own !== text, lines: own === '' ? [] : ended.split(/\r?\n/) };
}

function toCmd(host: WindowsHost, where: readonly string[], lines: readonly string[]): Command {
  // The whole text may hold the password of a key.
  return commandOf(cmdOn(host), { stdin: new Secret(cmdText(lines)), touches: [placeOf(where)] });
}

function removing(path: string): readonly string[] {
  return [`if exist ${inQuotes(path)} del /q ${inQuotes(path)}`, 'exit 0'];
}

/** The new file is written beside the old one, and takes its place once all of it has arrived. */
function writing(path: string, lines: readonly string[]): readonly string[] {
  const fresh = `${path}.drover-new`;
  const bytes = lines.reduce((sum, line) => sum + line.length + 2, 0);
  const directory = path.slice(0, path.lastIndexOf('\\'));
  const differs = `for %I in (${inQuotes(fresh)}) do if not "%~zI"=="${bytes}"`;
  return [
    `if not exist "${directory}\\" mkdir ${inQuotes(directory)}`,
    `type nul >${inQuotes(fresh)}`,
    `if not exist ${inQuotes(fresh)} exit 5`,
    ...lines.map((line) => appendLine(fresh, line)),
    `${differs} echo The new file did not arrive whole. The old one is as it was.>&2`,
    `${differs} exit 5`,
    `move /y ${inQuotes(fresh)} ${inQuotes(path)} >nul`,
    `if exist ${inQuotes(fresh)} exit 6`,
    'exit 0',
  ];
}

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
