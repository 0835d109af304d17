import { RefusedError } from '../../core/errors.ts';
import type { Edited } from '../shared/edit-steps.ts';
import { linesOf, type TextLines, textOf, withLines, withoutLines } from '../shared/text-lines.ts';

interface Anchored {
  readonly is: 'after' | 'before';
  readonly anchor: RegExp;
}

export type BlockPlace = { readonly is: 'begin' } | { readonly is: 'end' } | Anchored;

export interface Block {
  /** The lines between the markers. None: no block should be there. */
  readonly lines: readonly string[];
  readonly begin: string;
  readonly end: string;
  readonly place: BlockPlace;
}

/** The text with the block in it, or without. Throws a RefusedError where only one of its markers is there. */
export function withBlock(text: string, { lines, begin, end, place }: Block): Edited {
  const all = linesOf(text);
  const [first, last] = markersIn(all, begin, end);
  const isThere = first !== -1;
  const wanted = lines.length === 0 ? [] : [begin, ...lines, end];
  if (!isThere) {
    if (wanted.length === 0) return { text, words: '' };
    return { text: textOf(withLines(all, placeFor(all, place), wanted)), words: 'block added' };
  }
  const found = all.lines.slice(first, last + 1).map((line) => line.text);
  if (found.length === wanted.length && found.every((line, index) => line === wanted[index])) {
    return { text, words: '' };
  }
  const rest = withoutLines(all, (_, index) => index >= first && index <= last);
  const after = textOf(withLines(rest, first, wanted));
  return { text: after, words: wanted.length === 0 ? 'block removed' : 'block replaced' };
}

/** The last of each marker, as Ansible has it; -1 for both: none. */
function markersIn({ lines }: TextLines, begin: string, end: string): readonly [number, number] {
  const first = lines.findLastIndex(({ text }) => text === begin);
  const last = lines.findLastIndex(({ text }) => text === end);
  if (first === -1 && last === -1) return [-1, -1];
  if (first !== -1 && last > first) return [first, last];
  const [there, missing] = first === -1 ? [end, begin] : [begin, end];
  throw new RefusedError(
    `The file has a line ${JSON.stringify(there)} without ${JSON.stringify(missing)} ${first === -1 ? 'before' : 'after'} it`,
    { hint: 'Nobody can know what belongs to the block: put the marker back, or remove the other.' },
  );
}

function placeFor(all: TextLines, place: BlockPlace): number {
  if (place.is === 'begin') return 0;
  if (place.is === 'end') return all.lines.length;
  const found = anchorIn(all, place);
  if (found === -1) return all.lines.length;
  return place.is === 'after' ? found + 1 : found;
}

/** With the flag m the expression sees the whole text and may span lines; else it sees one line at a time. */
function anchorIn(all: TextLines, { is, anchor }: Anchored): number {
  if (!anchor.multiline) return all.lines.findLastIndex(({ text }) => anchor.test(text));
  const whole = textOf({ ...all, mark: '' });
  const match = anchor.exec(whole);
  if (match === null) return -1;
  const at = match.index + (is === 'after' ? match[0].length : 0);
  return whole.slice(0, at).split('\n').length - 1;
}
