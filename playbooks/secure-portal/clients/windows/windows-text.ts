import { type Command, commandOf, RefusedError, Secret } from 'drover';
import { appendLine, inQuotes } from './cmd-words.ts';
import { cmdOn, cmdText, type WindowsHost } from './windows-host.ts';
import { placeOf } from './windows-place.ts';

/** A file on a Windows host; `path` is what cmd made of the lines that name it. */
export interface WindowsFile {
  readonly path: string;
  readonly is: 'absent' | 'directory' | 'file';
  readonly lines: readonly string[];
  /** The file begins with a byte order mark. */
  readonly marked: boolean;
  /** It is kept beside it as it was before the first change. */
  readonly isKept: boolean;
}

/** Beside a file: a copy of it as it was before the first change, or an empty file that says that it was not there. */
export const kept = { copy: '.drover-before', none: '.drover-none' } as const;

/** Lines of cmd that tell of the file that the variable F names. */
export const look: readonly string[] = [
  'echo drover-path=%F%',
  `if exist "%F%${kept.copy}" echo drover-kept`,
  `if exist "%F%${kept.none}" echo drover-kept`,
  'if exist "%F%\\*" echo drover-directory',
  'if exist "%F%" if not exist "%F%\\*" echo drover-file',
  'if exist "%F%" if not exist "%F%\\*" type "%F%"',
  'echo.',
  'echo drover-end',
  'exit 0',
];

/** What these lines print. Throws a RefusedError where it was not cmd that answered. */
export function windowsFileOf(stdout: string, { address }: WindowsHost): WindowsFile {
  const [, path = '', marks = '', kind, text = ''] =
    /^drover-path=([^\r\n]*)\r?\n((?:drover-kept\r?\n)*)(?:drover-(file|directory)\r?\n)?([^]*?)\r?\ndrover-end\r?\n/m.exec(
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
  return {
    path,
    is,
    marked: own !== text,
    lines: own === '' ? [] : ended.split(/\r?\n/),
    isKept: marks !== '',
  };
}

export function toCmd(host: WindowsHost, where: readonly string[], lines: readonly string[]): Command {
  // The whole text may hold the password of a key.
  return commandOf(cmdOn(host), { stdin: new Secret(cmdText(lines)), touches: [placeOf(where)] });
}

export function removing(path: string): readonly string[] {
  return [`if exist ${inQuotes(path)} del /q ${inQuotes(path)}`];
}

/** Keeps the file as it is before its first change, beside it and for whom it is for. */
export function keeping({ path, is, isKept }: WindowsFile): readonly string[] {
  if (isKept) return [];
  const copy = inQuotes(`${path}${kept.copy}`);
  if (is === 'file') {
    return [`copy /y ${inQuotes(path)} ${copy} >nul`, `if not exist ${copy} exit 7`];
  }
  return [...madeDirectory(path), `type nul >${inQuotes(`${path}${kept.none}`)}`];
}

export function forgetting(path: string): readonly string[] {
  return [...removing(`${path}${kept.copy}`), ...removing(`${path}${kept.none}`)];
}

/** The new file is written beside the old one, and takes its place once all of it has arrived. */
export function writing(path: string, lines: readonly string[]): readonly string[] {
  const fresh = `${path}.drover-new`;
  const bytes = lines.reduce((sum, line) => sum + line.length + 2, 0);
  const differs = `for %I in (${inQuotes(fresh)}) do if not "%~zI"=="${bytes}"`;
  return [
    ...madeDirectory(path),
    `type nul >${inQuotes(fresh)}`,
    `if not exist ${inQuotes(fresh)} exit 5`,
    ...lines.map((line) => appendLine(fresh, line)),
    `${differs} echo The new file did not arrive whole. The old one is as it was.>&2`,
    `${differs} exit 5`,
    `move /y ${inQuotes(fresh)} ${inQuotes(path)} >nul`,
    `if exist ${inQuotes(fresh)} exit 6`,
  ];
}

function madeDirectory(path: string): readonly string[] {
  const directory = path.slice(0, path.lastIndexOf('\\'));
  return [`if not exist "${directory}\\" mkdir ${inQuotes(directory)}`];
}
