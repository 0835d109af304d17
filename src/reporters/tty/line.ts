import type { Paint } from '../paint.ts';
import { fitted, textWidth } from '../text-width.ts';

/** A piece of a line in one tone. Its text is printable. */
export interface Segment {
  readonly text: string;
  readonly tone?: keyof Paint;
}

/** The segments as one line that is never wider than `columns`. */
export function lineOf(segments: readonly Segment[], columns: number, paint: Paint): string {
  let left = columns;
  let line = '';
  for (const { text, tone } of segments) {
    if (left <= 0) break;
    const shown = fitted(text, left);
    left -= shown === text ? textWidth(text) : left;
    line += tone === undefined ? shown : paint[tone](shown);
  }
  return line.trimEnd();
}
