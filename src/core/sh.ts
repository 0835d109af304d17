import { DefinitionError } from './errors.ts';

declare const quoted: unique symbol;

/** POSIX shell text in which every value is quoted by construction. Only `sh` and `quote` make one. */
export interface Shell {
  readonly text: string;
  readonly [quoted]: true;
}

/** What may stand in `sh`…``: a list becomes separate words, another script is inserted as it is. A `Secret` may not. */
export type ShellValue = string | number | Shell | readonly (string | number)[];

/** A script with its values quoted: sh`mv -f -- ${from} ${to}`. Backslashes in the template reach the shell as written. */
export function sh(template: TemplateStringsArray, ...values: readonly ShellValue[]): Shell {
  return trusted(String.raw(template, ...values.map(wordsOf)));
}

/** Joins scripts, each on a line of its own. */
export function lines(scripts: readonly Shell[]): Shell {
  return trusted(scripts.map((script) => script.text).join('\n'));
}

/** One word of the shell. Throws a DefinitionError for text that no shell word can hold. */
export function quote(value: string): string {
  if (value.includes('\0')) {
    throw new DefinitionError(
      `${JSON.stringify(value)} holds a NUL character, which no command line can carry`,
    );
  }
  if (!value.isWellFormed()) {
    throw new DefinitionError(`${JSON.stringify(value)} is not valid Unicode (a lone surrogate)`);
  }
  return /^[A-Za-z0-9_/.:=@%+,-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

function wordsOf(value: ShellValue): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return quote(String(value));
  if (isShell(value)) return value.text;
  return value.map((word) => quote(String(word))).join(' ');
}

function isShell(value: ShellValue): value is Shell {
  return typeof value === 'object' && 'text' in value;
}

function trusted(text: string): Shell {
  // The brand exists only for the compiler: it keeps plain strings out of places that take a script.
  return { text } as Shell;
}
