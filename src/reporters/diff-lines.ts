import { structuredPatch } from 'diff/lib/patch/create.js';
import type { ChangeView, TextDiff } from '../core/change-view.ts';
import { type Paint, paintWith } from './paint.ts';
import { printable } from './printable.ts';

export interface DiffOptions {
  readonly colours?: boolean;
  /** A longer diff of a file is cut. Default: 60. */
  readonly maxLines?: number;
}

/** The change as a unified diff, without a line break at its end; empty when the change has no text to compare. */
export function diffLines({ diff = [] }: ChangeView, options: DiffOptions = {}): string {
  const texts = [diff].flat().filter(({ before, after }) => before !== after);
  return texts.map((text) => linesOf(text, options)).join('\n');
}

function linesOf(diff: TextDiff, { colours = false, maxLines = 60 }: DiffOptions): string {
  const paint = paintWith(colours);
  const path = printable(diff.path);
  const body = hunks(diff);
  if (body === undefined) return paint.quiet(`${path}: ${tooDifferent(diff)}`);
  const left = body.length - maxLines;
  const shown = body.slice(0, maxLines).map((line) => painted(line, paint));
  const rest = left > 0 ? [paint.quiet(`… ${left} more ${left === 1 ? 'line' : 'lines'} left out`)] : [];
  return [paint.strong(`--- ${path}`), paint.strong(`+++ ${path}`), ...shown, ...rest].join('\n');
}

// Comparing must not hold up the run: both limits are far above what anybody reads.
const limits = { context: 3, timeout: 100, maxEditLength: 2000 };
const longestLine = 300;

function hunks({ path, before, after }: TextDiff): readonly string[] | undefined {
  const patch = structuredPatch(path, path, before, after, '', '', limits);
  return patch?.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${rangeOf(oldStart, oldLines)} +${rangeOf(newStart, newLines)} @@`,
    ...lines,
  ]);
}

/** The start of nothing is the line before it. */
function rangeOf(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

function painted(line: string, paint: Paint): string {
  const whole = line.split('\t').map(printable).join('\t');
  const text = whole.length > longestLine ? `${whole.slice(0, longestLine)}…` : whole;
  if (line.startsWith('+')) return paint.good(text);
  if (line.startsWith('-')) return paint.bad(text);
  return line.startsWith('@@') ? paint.quiet(text) : text;
}

function tooDifferent({ before, after }: TextDiff): string {
  const count = (text: string) => text.split('\n').length;
  return `too different to compare, ${count(before)} lines before and ${count(after)} after`;
}
