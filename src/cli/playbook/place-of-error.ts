import { fileURLToPath } from 'node:url';
import type { CodePlace } from './code-place.ts';
import { isOwnCode } from './is-own-code.ts';
import { placeOfImport } from './place-of-import.ts';

/** Where in a file of the user an exception comes from; undefined: from none, or nobody knows. */
export function placeOfError(error: unknown): CodePlace | undefined {
  if (!(error instanceof Error)) return undefined;
  return placeOfImport(error) ?? shownAbove(error) ?? firstCall(error) ?? placeOfError(error.cause);
}

/** Node puts the place of a syntax error above its message: file and line, the line, and a mark below it. */
function shownAbove({ stack = '' }: Error): CodePlace | undefined {
  const [head = '', ...rest] = stack.split('\n');
  const [, name, line] = /^((?:file:\/\/)?\/.+):(\d+)$/.exec(head) ?? [];
  if (name === undefined) return undefined;
  const mark = rest.find((row) => /^\s*\^+\s*$/.test(row));
  const column = mark === undefined ? undefined : mark.indexOf('^') + 1;
  return { file: pathOf(name), line: Number(line), column };
}

function firstCall({ stack = '' }: Error): CodePlace | undefined {
  for (const row of stack.split('\n')) {
    const [, name, line, column] = /^\s+at (?:.*\()?((?:file:\/\/)?\/[^()]*):(\d+):(\d+)\)?$/.exec(row) ?? [];
    if (name === undefined) continue;
    const file = pathOf(name);
    if (!isOwnCode(file)) return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}

function pathOf(name: string): string {
  return name.startsWith('file://') ? fileURLToPath(name) : name;
}
