const longest = 100;

/** What is run in a few words: its first line. */
export function textTitle(text: string): string {
  const [line = '', ...rest] = text.trim().split('\n');
  const cut = line.length > longest ? line.slice(0, longest - 1) : line;
  return rest.length > 0 || cut !== line ? `${cut} …` : cut;
}
