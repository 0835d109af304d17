import type { Shell } from '../../core/sh.ts';

const longest = 100;

/** A script in a few words: its first line. */
export function scriptTitle({ text }: Shell): string {
  const [line = '', ...rest] = text.trim().split('\n');
  const cut = line.length > longest ? line.slice(0, longest - 1) : line;
  return rest.length > 0 || cut !== line ? `${cut} …` : cut;
}
