import { RefusedError } from 'drover';

/** What cmd reads in one line is limited to 8191 characters; nothing here comes near. */
const longest = 1000;

/** The line of cmd that appends a line of text to a file. Throws a RefusedError for text that cmd cannot be given. */
export function appendLine(file: string, text: string): string {
  const target = `>>${inQuotes(file)}`;
  if (text === '') return `${target} echo.`;
  const problem = problemOf(text);
  if (problem !== undefined) {
    throw new RefusedError(`The line ${JSON.stringify(text)} of ${file} ${problem}`, {
      hint: 'cmd can write printable ASCII characters other than % only: change that line by hand.',
    });
  }
  // The redirection stands first, so that a digit at the end of the text is no file number.
  return `${target} echo ${text.replace(/[&|<>^"]/g, '^$&')}`;
}

/** One word of a cmd line, in quotes. Throws a RefusedError for text that no such word can hold. */
export function inQuotes(text: string): string {
  if (/^[ !#$&-~]*$/.test(text) && !text.endsWith('\\')) return `"${text}"`;
  throw new RefusedError(`${JSON.stringify(text)} cannot be given to cmd`, {
    hint: 'Use printable ASCII characters, no double quote and no %, and no backslash at the end.',
  });
}

function problemOf(text: string): string | undefined {
  if (!/^[\x20-\x7e\t]*$/.test(text)) return 'is not plain ASCII';
  if (text.includes('%')) return 'has a %';
  if (text.length > longest) return `has more than ${longest} characters`;
  // `echo on` and `echo /?` are commands of their own.
  return /^\s*(on|off|\/\?.*)?\s*$/i.test(text) ? 'means something else to echo' : undefined;
}
