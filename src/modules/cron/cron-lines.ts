/** The lines of a crontab. */
export function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** The text of lines. Where nothing but blanks is left, it is empty. */
export function joined(lines: readonly string[]): string {
  return lines.every((line) => line.trim() === '') ? '' : `${lines.join('\n')}\n`;
}
