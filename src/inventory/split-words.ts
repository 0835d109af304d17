/** A piece of a line: within double quotes, within single quotes, escaped, or plain. */
const piece = /"((?:\\["\\]|[^"\\]|\\(?!["\\]))*)"|'([^']*)'|\\([\s\S])|([^ \t\r\n"'\\#]+)/y;

/**
 * The words of a line as Python's `shlex` reads it: quotes, backslashes, and a comment from an unquoted `#` on.
 * A text that ends within quotes or after a backslash has a problem instead.
 */
export function splitWords(line: string): readonly string[] | { readonly problem: string } {
  if (!/["'\\#]/.test(line)) return line.split(/[ \t\r\n]+/).filter((word) => word !== '');
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < line.length && line.charAt(at) !== '#') {
    piece.lastIndex = at;
    const found = piece.exec(line);
    if (found !== null) {
      word = (word ?? '') + textOf(found);
      at = piece.lastIndex;
      continue;
    }
    if (!/[ \t\r\n]/.test(line.charAt(at))) return { problem: problemAt(line, at) };
    if (word !== undefined) words.push(word);
    word = undefined;
    at += 1;
  }
  return word === undefined ? words : [...words, word];
}

function textOf([, double, single, escaped, plain]: RegExpExecArray): string {
  return double?.replaceAll(/\\(["\\])/g, '$1') ?? single ?? escaped ?? plain ?? '';
}

function problemAt(line: string, at: number): string {
  return line.charAt(at) === '\\' ? 'nothing follows the backslash at the end' : 'a quotation is not closed';
}
