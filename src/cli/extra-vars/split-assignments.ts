import { UsageError } from '../../core/errors.ts';

/** Within quotes, within a template's braces, or plain; a quote behind a backslash is none. */
const piece =
  /(?<!\\)"(?:[^"]|(?<=\\)")*(?<!\\)"|(?<!\\)'(?:[^']|(?<=\\)')*(?<!\\)'|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}|\\["']|[^ \n"']/y;

const escape = /\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\\'"abfnrtv]))/g;

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const hint = `Put quotes around a value with spaces: -e 'motto="to be"'.`;

/**
 * The variables of `name=value other="with spaces"`, all of them text, as Ansible splits and unquotes them. Where it
 * ignores a word that is no assignment, or sets a variable that has no proper name, this throws a UsageError.
 */
export function splitAssignments(text: string): ReadonlyMap<string, string> {
  return new Map(
    wordsOf(text).map((word) => {
      const [, name, value] = /^([A-Za-z_]\w*)\s*=([\s\S]*)$/.exec(unescaped(word)) ?? [];
      if (name === undefined || value === undefined) {
        throw new UsageError(`-e ${text}: "${word}" is not name=value`, { hint });
      }
      return [name, unquoted(value.trim())];
    }),
  );
}

function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  for (let at = 0; at < text.length; ) {
    piece.lastIndex = at;
    const [found] = piece.exec(text) ?? [];
    if (found === undefined && !/[ \n]/.test(text.charAt(at))) {
      throw new UsageError(`-e ${text}: a quotation is not closed`, { hint });
    }
    if (found === undefined && word !== '') words.push(word);
    word = found === undefined ? '' : word + found;
    at += found?.length ?? 1;
  }
  return word === '' ? words : [...words, word];
}

function unescaped(word: string): string {
  return word.replaceAll(escape, (whole, eight, four, two, letter) => {
    const code = Number.parseInt(eight ?? four ?? two, 16);
    if (Number.isNaN(code)) return letters[letter] ?? letter;
    return code > 0x10_ff_ff ? whole : String.fromCodePoint(code);
  });
}

function unquoted(value: string): string {
  return /^(["'])[\s\S]*(?<!\\)\1$/.test(value) ? value.slice(1, -1) : value;
}
