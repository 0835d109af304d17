/** The lines of an answer that hold something. */
export function linesOf(text = ''): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
