/** A string literal of Python, and where it ends. */
export interface PythonString {
  readonly value: string;
  readonly bytes: boolean;
  readonly end: number;
}

const opening = /([uU]|[rR]|[bB]|[bB][rR]|[rR][bB]|)("""|'''|"|')/y;

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

/** The string literal that begins here; `undefined` when there is none, or one that does not end or cannot be read. */
export function pythonString(text: string, at: number): PythonString | undefined {
  opening.lastIndex = at;
  const [begin, prefix = '', quote = ''] = opening.exec(text) ?? [];
  if (begin === undefined) return undefined;
  const first = at + begin.length;
  const last = endOf(text, first, quote);
  if (last === undefined) return undefined;
  const written = text.slice(first, last);
  const bytes = /b/i.test(prefix);
  const value = /r/i.test(prefix) ? written : unescaped(written, bytes);
  return value === undefined ? undefined : { value, bytes, end: last + quote.length };
}

function endOf(text: string, from: number, quote: string): number | undefined {
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith(quote, at)) return at;
    if (text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) === '\n' && quote.length === 1) return undefined;
  }
  return undefined;
}

const escape = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([xuUN])|([\s\S]))/g;

/** `undefined` for an escape that Python refuses, and for names of characters. What is no escape stays as written. */
function unescaped(written: string, bytes: boolean): string | undefined {
  let wrong = false;
  const value = written.replaceAll(escape, (whole, octal, two, four, eight, refused, letter) => {
    if (bytes && /^\\[uUN]/.test(whole)) return whole;
    const code = octal === undefined ? Number.parseInt(two ?? four ?? eight, 16) : Number.parseInt(octal, 8);
    wrong ||= refused !== undefined || code > 0x10ffff;
    if (Number.isNaN(code)) return letters[letter] ?? whole;
    return wrong ? '' : String.fromCodePoint(code);
  });
  if (wrong) return undefined;
  return bytes ? Buffer.from(value, 'latin1').toString('utf8') : value;
}
