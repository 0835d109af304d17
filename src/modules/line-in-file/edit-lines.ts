import type { Edited } from '../shared/edit-steps.ts';
import { linesOf, type TextLines, textOf, withLines, withoutLines, withText } from '../shared/text-lines.ts';

/** Where a new line goes when none is there to be replaced. */
export type Place =
  | { readonly is: 'begin' | 'end' }
  | { readonly is: 'after' | 'before'; readonly anchor: RegExp };

/** How an existing line is recognised. */
export type Wanted =
  | { readonly is: 'regexp'; readonly regexp: RegExp }
  | { readonly is: 'text'; readonly text: string };

export interface PresentLine {
  readonly line: string;
  readonly wanted: Wanted | undefined;
  readonly backrefs: boolean;
  readonly place: Place;
  readonly firstMatch: boolean;
}

/** The text with the line in it. */
export function withLine(text: string, wish: PresentLine): Edited {
  const all = linesOf(text);
  const { line, wanted, backrefs, firstMatch } = wish;
  const found = wanted === undefined ? -1 : indexOf(all, (one) => isWanted(one, wanted), firstMatch);
  if (found !== -1) {
    const old = all.lines[found]?.text ?? '';
    const made = backrefs && wanted?.is === 'regexp' ? expanded(old, wanted.regexp, line) : line;
    return old === made ? same(text) : { text: textOf(withText(all, found, made)), words: 'line replaced' };
  }
  const place = placeFor(all, wish);
  if (backrefs || place === undefined) return same(text);
  return { text: textOf(withLines(all, place, [line])), words: 'line added' };
}

/** The text without the lines that are meant. */
export function withoutLine(text: string, { wanted, line }: Pick<PresentLine, 'wanted' | 'line'>): Edited {
  const all = linesOf(text);
  const isOut = (one: string) => (wanted === undefined ? one === line : isWanted(one, wanted));
  const left = withoutLines(all, (one) => isOut(one.text));
  const count = all.lines.length - left.lines.length;
  if (count === 0) return same(text);
  return { text: textOf(left), words: count === 1 ? 'line removed' : `${count} lines removed` };
}

function same(text: string): Edited {
  return { text, words: '' };
}

/** Where the line goes; undefined when it is there already. */
function placeFor({ lines }: TextLines, { line, place, firstMatch }: PresentLine): number | undefined {
  const isAnchor = (text: string) => 'anchor' in place && text !== line && place.anchor.test(text);
  const anchor = indexOf({ lines }, isAnchor, firstMatch);
  // As in Ansible: when the first anchor decides, a line further down does not count.
  const seen = firstMatch && anchor !== -1 ? lines.slice(0, anchor) : lines;
  if (seen.some(({ text }) => text === line)) return undefined;
  if (place.is === 'begin') return 0;
  if (anchor === -1) return lines.length;
  if (place.is === 'before') return anchor;
  return lines[anchor + 1]?.text === line ? undefined : anchor + 1;
}

function isWanted(text: string, wanted: Wanted): boolean {
  return wanted.is === 'regexp' ? wanted.regexp.test(text) : text.includes(wanted.text);
}

function indexOf({ lines }: Pick<TextLines, 'lines'>, is: (text: string) => boolean, first: boolean): number {
  return first ? lines.findIndex(({ text }) => is(text)) : lines.findLastIndex(({ text }) => is(text));
}

/** What the template becomes for the match: `$1` and `$<name>` are its groups. The rest of the line is dropped. */
function expanded(text: string, regexp: RegExp, template: string): string {
  const match = regexp.exec(text);
  if (match === null) return text;
  const after = text.length - match.index - match[0].length;
  const replaced = text.replace(regexp, template);
  return replaced.slice(match.index, replaced.length - after);
}
