import { printable } from '../printable.ts';
import { fitted, padded, textWidth } from '../text-width.ts';
import { activityText } from './activity-text.ts';
import { elapsedText } from './elapsed-text.ts';
import type { Segment } from './line.ts';
import { depthOf, type Row } from './row.ts';

/** The hosts at a task that say what they are at, one a line; what is beyond `most` is counted in the last. */
export function hostLines(row: Row, most: number, nowMs: number): readonly (readonly Segment[])[] {
  const speaking = [...row.active].flatMap(([host, activity]) => {
    const text = activityText(activity);
    return text === undefined ? [] : [{ host: printable(host), text, sinceMs: activity.sinceMs }];
  });
  const shown = speaking.slice(0, most);
  const more = speaking.length - shown.length;
  const indent = '  '.repeat(depthOf(row) + 1);
  const width = Math.min(widestHost, Math.max(0, ...shown.map(({ host }) => textWidth(host))));
  return shown.map(({ host, text, sinceMs }, index) => [
    { text: `${indent}${padded(fitted(host, width), width)}  `, tone: 'quiet' },
    { text },
    { text: elapsedText(nowMs - sinceMs, '  '), tone: 'quiet' },
    { text: more > 0 && index === shown.length - 1 ? `   and ${more} more` : '', tone: 'quiet' },
  ]);
}

const widestHost = 24;
