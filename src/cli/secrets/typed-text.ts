/** What is meant by keys that were pressed on a terminal: backspace takes a letter back, Ctrl-U all of them. */
export function typedText(keys: string): string {
  const letters: string[] = [];
  for (const key of keys) {
    if (key === '\x15') letters.length = 0;
    else if (key === '\x7f' || key === '\b') letters.pop();
    else letters.push(key);
  }
  return letters.join('');
}
