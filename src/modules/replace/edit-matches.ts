import type { Edited } from '../shared/edit-steps.ts';

export interface Replacement {
  readonly regexp: RegExp;
  readonly replace: string;
  /** Only between these, each the first after the one before. */
  readonly after: RegExp | undefined;
  readonly before: RegExp | undefined;
}

/** The text with every match replaced. */
export function withReplaced(text: string, { regexp, replace, after, before }: Replacement): Edited {
  const section = sectionOf(text, after, before);
  if (section === undefined) return { text, words: '' };
  const [start, end] = section;
  const every = new RegExp(regexp.source, withFlags(regexp.flags, 'gm'));
  const part = text.slice(start, end);
  const count = [...part.matchAll(every)].length;
  const words = count === 1 ? '1 match replaced' : `${count} matches replaced`;
  return { text: text.slice(0, start) + part.replace(every, replace) + text.slice(end), words };
}

/** Where the part begins and ends that is between two matches; undefined when they are not there. */
function sectionOf(
  text: string,
  after: RegExp | undefined,
  before: RegExp | undefined,
): readonly [number, number] | undefined {
  const start = after === undefined ? 0 : endOfMatch(text, after);
  if (start === undefined) return undefined;
  if (before === undefined) return [start, text.length];
  const end = after === undefined ? lastMatch(text, before) : firstMatch(text, before, start);
  return end === undefined ? undefined : [start, end];
}

function endOfMatch(text: string, { source, flags }: RegExp): number | undefined {
  const match = new RegExp(source, withFlags(flags, 's')).exec(text);
  return match === null ? undefined : match.index + match[0].length;
}

function firstMatch(text: string, { source, flags }: RegExp, from: number): number | undefined {
  const regexp = new RegExp(source, withFlags(flags, 'gs'));
  regexp.lastIndex = from;
  return regexp.exec(text)?.index;
}

/** Without an `after`, the part is as long as it can be: it ends where `before` matches last. */
function lastMatch(text: string, { source, flags }: RegExp): number | undefined {
  return [...text.matchAll(new RegExp(source, withFlags(flags, 'gs')))].at(-1)?.index;
}

function withFlags(flags: string, more: string): string {
  const missing = more.split('').filter((flag) => !flags.includes(flag));
  return flags + missing.join('');
}
