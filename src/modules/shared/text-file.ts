import { createHash } from 'node:crypto';
import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { attributesFormat, attributesOf } from './path-attributes.ts';
import type { PathState } from './path-state.ts';
import { bytesPrinted, printText } from './printed-text.ts';
import { textOfBytes } from './text-of-bytes.ts';

/** Longer files are not edited line by line. */
const textLimit = 1024 * 1024;

export type TextContent =
  | { readonly is: 'text'; readonly text: string }
  /** Nothing is there, or no file. */
  | { readonly is: 'none' }
  /** `binary`: it holds a NUL. `long`: more than 1 MiB. */
  | { readonly is: 'binary' | 'long' | 'unreadable' };

/** A text file and all that it holds. */
export interface TextFile {
  /** Where it really is: links are followed. */
  readonly path: string;
  readonly file: PathState;
  readonly content: TextContent;
  /** False in check mode, where something before would change it or make it. */
  readonly isCertain: boolean;
}

// What stands in braces after a dollar sign would be a value of the template.
const withoutDot = sh`{r%??}`;

/** Asks for a file, links followed, and its text. Bytes that are no UTF-8 stand in it as `textOfBytes` has it. */
export function textFile(path: string): Query<TextFile> {
  const script = sh`p=${path}; r=$p
if [ -L "$p" ]; then r=$(readlink -f -- "$p" && echo .); r=$${withoutDot}; [ -n "$r" ] || r=$p; fi
_p "$r"; printf '\0'
if [ -f "$r" ]; then k=file; elif [ -d "$r" ]; then k=directory; elif [ -e "$r" ]; then k=other; else exit 0; fi
stat -c "$k "${attributesFormat} -- "$r" || exit
if [ $k != file ]; then echo none; elif [ ! -r "$r" ]; then echo unreadable
elif [ "$(stat -c %s -- "$r")" -gt ${textLimit} ]; then echo long
else ${printText((program) => sh`${program} <"$r"`)}; fi`;
  return query<TextFile>(script, {
    reads: [`file:${path}`],
    parse: ({ stdout }) => parse(stdout),
    afterTouch: (found) => ({ ...found, isCertain: false }),
  });
}

function parse(stdout: string): TextFile {
  const end = stdout.indexOf('\0');
  const path = stdout.slice(0, end);
  const [head = '', told = '', ...rest] = stdout.slice(end + 1).split('\n');
  if (head === '') return { path, file: { is: 'absent' }, content: { is: 'none' }, isCertain: true };
  if (told === 'none' || told === 'unreadable' || told === 'long') {
    return { path, file: stateOf(head), content: { is: told }, isCertain: true };
  }
  const bytes = bytesPrinted(told, rest.join('\n'));
  const content: TextContent = bytes.includes(0)
    ? { is: 'binary' }
    : { is: 'text', text: textOfBytes(bytes) };
  return { path, file: stateOf(head, bytes), content, isCertain: true };
}

function stateOf(head: string, bytes?: Uint8Array): PathState {
  const [kind = ''] = head.split(' ', 1);
  const { size, ...attributes } = attributesOf(head.slice(kind.length + 1));
  if (kind === 'directory') return { is: kind, ...attributes };
  if (kind !== 'file') return { is: 'other', ...attributes };
  const sha256 = bytes === undefined ? undefined : createHash('sha256').update(bytes).digest('hex');
  return { is: 'file', size, sha256, ...attributes };
}
