import type { TextLines } from '../shared/text-lines.ts';
import type { IniWish } from './ini-wish.ts';

/** The lines of a section, its header included. */
export interface Span {
  readonly start: number;
  /** One behind the last. */
  readonly end: number;
}

/** Where a section is, the first of its name; undefined when there is none. */
export function sectionSpan(
  { lines }: TextLines,
  { section, ignoreCase }: Pick<IniWish, 'section' | 'ignoreCase'>,
): Span | undefined {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const names = lines.map(({ text }) => /^[ \t]*\[[ \t]*([^\]]*?)[ \t]*\]/.exec(text)?.[1]);
  const isHeader = (name: string | undefined) =>
    name !== undefined && section !== undefined && fold(name) === fold(section);
  const start = section === undefined ? 0 : names.findIndex(isHeader);
  if (start === -1) return undefined;
  const from = section === undefined ? start : start + 1;
  const next = names.slice(from).findIndex((name) => name !== undefined);
  return { start, end: next === -1 ? lines.length : from + next };
}
