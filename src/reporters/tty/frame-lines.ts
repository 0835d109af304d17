import { durationText } from '../duration-text.ts';
import type { Paint } from '../paint.ts';
import { textWidth } from '../text-width.ts';
import { lineOf, type Segment } from './line.ts';
import { playEntries } from './play-entries.ts';
import type { PlayView } from './play-view.ts';
import { depthOf, type Row } from './row.ts';
import type { RunView } from './run-view.ts';
import { windowed } from './windowed.ts';

export interface FrameOptions {
  readonly columns: number;
  readonly rows: number;
  readonly nowMs: number;
  readonly paint: Paint;
  /** The last frame of a run: nothing is under way in it. */
  readonly last: boolean;
}

/** The run as lines for a terminal of that size; there is always a row to spare for the cursor. */
export function frameLines(
  view: RunView,
  plays: readonly PlayView[],
  options: FrameOptions,
): readonly string[] {
  const { columns, rows, nowMs, paint, last } = options;
  const height = Math.max(1, rows - 1);
  const spinner = last ? '·' : (spinning[Math.floor(nowMs / 100) % spinning.length] ?? '·');
  const status: readonly (readonly Segment[])[] = last ? [] : [[], statusOf(view, plays, spinner, nowMs)];
  if (height <= status.length) return status.slice(-1).map((line) => lineOf(line, columns, paint));
  const titleWidth = Math.min(widestTitle(plays), Math.max(12, Math.floor(columns / 2)));
  const room = height - status.length;
  const context = { check: view.check, nowMs, spinner, titleWidth, height: room };
  const entries = plays.flatMap((play) => playEntries(play, context));
  const body = windowed(entries, room).map(({ segments }) => segments);
  return [...body, ...status].map((line) => lineOf(line, columns, paint));
}

const spinning = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

function statusOf(
  { check, draining, sinceMs, preflight }: RunView,
  plays: readonly PlayView[],
  spinner: string,
  nowMs: number,
): readonly Segment[] {
  const now = plays.find((play) => play.state === 'running');
  const words = [
    ...(check ? ['check mode'] : []),
    ...(preflight === undefined ? [] : [`preflight: ${preflight.checked} of ${preflight.hosts} hosts`]),
    ...(now !== undefined && now.hosts.length > 1
      ? [`${now.ended.size} of ${now.hosts.length} hosts done`]
      : []),
    durationText(Math.floor(Math.max(0, nowMs - sinceMs) / 1000) * 1000),
  ];
  return [
    { text: `${spinner} ${words.join(', ')}`, tone: 'quiet' },
    { text: draining ? '   stopping: what is under way comes to its end' : '', tone: 'change' },
  ];
}

function widestTitle(plays: readonly PlayView[]): number {
  const width = (row: Row): number =>
    row.children.reduce(
      (most, child) => Math.max(most, width(child)),
      depthOf(row) * 2 + 2 + textWidth(row.title),
    );
  return plays.reduce((most, { row }) => Math.max(most, width(row)), 0);
}
