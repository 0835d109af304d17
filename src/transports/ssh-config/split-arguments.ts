/** Splits as OpenSSH does: at blanks, with quotes and backslashes. `undefined`: a quote is not closed. */
export function splitArguments(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (isBlank(text[at])) at++;
    if (at >= text.length || text[at] === '#') return words;
    const word = wordAt(text, at);
    if (word === undefined) return undefined;
    words.push(word.value);
    at = word.end;
  }
}

function wordAt(text: string, start: number): { readonly value: string; readonly end: number } | undefined {
  let value = '';
  let quote = '';
  let at = start;
  for (; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (letter === '\\' && isEscaped(text[at + 1], quote)) {
      at++;
      value += text[at];
    } else if (quote === '' && isBlank(letter)) {
      break;
    } else if (quote === '' && isQuote(letter)) {
      quote = letter;
    } else if (letter === quote) {
      quote = '';
    } else {
      value += letter;
    }
  }
  return quote === '' ? { value, end: at } : undefined;
}

function isEscaped(letter: string | undefined, quote: string): boolean {
  return letter === '"' || letter === "'" || letter === '\\' || (quote === '' && letter === ' ');
}

function isBlank(letter: string | undefined): boolean {
  return letter === ' ' || letter === '\t';
}

function isQuote(letter: string): boolean {
  return letter === '"' || letter === "'";
}
